//! What cannot be taken back is told first and confirmed by typing a name: on a terminal, where a person sits. Scripts
//! have no terminal and are not asked; `--yes` is for scripts that have one.

use crate::failure::{Failure, Status};
use std::io::{BufRead, IsTerminal, Write};

/// Asks for a name where a person sits at a terminal.
///
/// # Errors
/// [`Status::NotAllowed`] where something else was typed.
pub fn confirm(yes: bool, what: &str, name: &str) -> Result<(), Failure> {
    if yes || !std::io::stdin().is_terminal() {
        return Ok(());
    }
    let asked = ask(&mut std::io::stdin().lock(), &mut std::io::stderr(), what, name);
    match asked {
        Ok(true) => Ok(()),
        Ok(false) => Err(Failure::new(Status::NotAllowed, "没有确认，什么都没有改动", "", "确认时请照样输入")),
        Err(error) => Err(Failure::disk(std::path::Path::new("标准输入"), &error)),
    }
}

fn ask(from: &mut impl BufRead, to: &mut impl Write, what: &str, name: &str) -> std::io::Result<bool> {
    write!(to, "{what}\n请输入“{name}”确认：")?;
    to.flush()?;
    let mut line = String::new();
    from.read_line(&mut line)?;
    Ok(line.trim() == name)
}

#[cfg(test)]
mod tests {
    use super::ask;

    #[test]
    fn only_the_name_itself_confirms() {
        let answer = |typed: &str| {
            let mut told = Vec::new();
            let confirmed = ask(&mut typed.as_bytes(), &mut told, "将导入 3 件", "西工区").unwrap();
            assert!(String::from_utf8(told).unwrap().contains("将导入 3 件"));
            confirmed
        };
        assert!(answer(" 西工区 \n"));
        assert!(!answer("y\n") && !answer("\n") && !answer(""));
    }
}
