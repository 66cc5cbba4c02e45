//! Writes docs/law.md anew: `cargo run --example law -p gongkai-rules`.

#[allow(dead_code, clippy::expect_used, reason = "shared with the test that fails when the page is stale")]
#[path = "../tests/law/generate.rs"]
mod generate;

fn main() -> std::io::Result<()> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/law.md");
    std::fs::write(path, generate::page())
}
