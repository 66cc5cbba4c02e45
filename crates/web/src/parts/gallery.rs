//! Every part in every state, on pages with invented names and figures: what axe and the screenshots visit, and `/desk/parts`
//! in development builds.

mod desk;
mod public;

use askama::Template;

/// The pages of the gallery: file name without ending, and the page.
///
/// # Errors
/// Where a template cannot be rendered.
pub fn pages() -> Result<Vec<(&'static str, String)>, askama::Error> {
    let mut pages = vec![
        ("home", public::home(false).render()?),
        ("home-elder", public::home(true).render()?),
        ("step", public::step(false).render()?),
        ("step-elder", public::step(true).render()?),
        ("progress", public::progress(false).render()?),
        ("progress-elder", public::progress(true).render()?),
        ("receipt", public::receipt().render()?),
    ];
    pages.extend([
        ("sign-in", desk::sign_in().render()?),
        ("worklist", desk::worklist().render()?),
        ("case", desk::case().render()?),
        ("report", desk::report().render()?),
        ("board", desk::board().render()?),
    ]);
    Ok(pages)
}

/// The board of all parts.
///
/// # Errors
/// Where the template cannot be rendered.
pub fn board() -> Result<String, askama::Error> {
    desk::board().render()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_page_breaks_the_content_security_policy() {
        for (name, html) in pages().unwrap() {
            for forbidden in
                [" style=", "<style", " onclick=", " onload=", "javascript:", "data:", "http://", "https://"]
            {
                assert!(!html.contains(forbidden), "{name} contains {forbidden}");
            }
        }
    }

    #[test]
    fn every_page_has_one_heading_and_says_its_language() {
        for (name, html) in pages().unwrap() {
            assert_eq!(html.matches("<h1").count(), 1, "{name}");
            assert!(html.contains("<html lang=\"zh-CN\""), "{name}");
            assert!(html.contains("id=\"main\""), "{name}");
        }
    }

    #[test]
    fn what_a_person_typed_cannot_become_markup() {
        let mut step = public::step(false);
        for field in &mut step.fields {
            field.value = "\"><script>alert(1)</script></textarea>".into();
        }
        let html = step.render().unwrap();
        assert!(!html.contains("<script>alert"));
        assert!(!html.contains("</textarea></textarea>"));
    }
}
