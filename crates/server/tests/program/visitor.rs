//! A browser of the plainest kind: one connection a request, so that what happens to the connection is in our hands.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Header lines.
    pub head: String,
    /// Body.
    pub body: String,
}

impl Answer {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// The cookies set, as a browser would send them back.
    pub fn cookies(&self) -> String {
        let set = self
            .head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .filter(|(key, _)| key.eq_ignore_ascii_case("set-cookie"));
        set.filter_map(|(_, value)| value.split(';').next()).collect::<Vec<_>>().join("; ")
    }
}

fn connect(to: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(to)?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    Ok(stream)
}

fn read(mut stream: TcpStream) -> io::Result<Answer> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or(io::ErrorKind::InvalidData)?;
    Ok(Answer { status, head: head.replace("\r\n", "\n"), body: body.to_owned() })
}

/// Looks at a page.
pub fn get(from: SocketAddr, path: &str) -> io::Result<Answer> {
    get_with(from, path, "")
}

/// Looks at a page with cookies.
pub fn get_with(from: SocketAddr, path: &str, cookies: &str) -> io::Result<Answer> {
    let mut stream = connect(from)?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {from}\r\nCookie: {cookies}\r\nConnection: close\r\n\r\n")?;
    read(stream)
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn send(to: SocketAddr, path: &str, cookies: &str, fields: &[(&str, &str)]) -> io::Result<TcpStream> {
    let body = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>().join("&");
    let mut stream = connect(to)?;
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nHost: {to}\r\nCookie: {cookies}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )?;
    Ok(stream)
}

/// Sends a form and reads the answer.
pub fn post(to: SocketAddr, path: &str, cookies: &str, fields: &[(&str, &str)]) -> io::Result<Answer> {
    read(send(to, path, cookies, fields)?)
}

/// Sends a form with one file and reads the answer.
pub fn post_file(to: SocketAddr, path: &str, field: &str, name: &str, content: &[u8]) -> io::Result<Answer> {
    let head = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
    );
    let body = [head.as_bytes(), content, b"\r\n--edge--\r\n"].concat();
    let mut stream = connect(to)?;
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nHost: {to}\r\nContent-Type: multipart/form-data; boundary=edge\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(&body)?;
    read(stream)
}

/// Sends a form and goes away at once.
pub fn post_and_leave(to: SocketAddr, path: &str, cookies: &str, fields: &[(&str, &str)]) -> io::Result<()> {
    send(to, path, cookies, fields)?.shutdown(Shutdown::Both)
}

/// Signs in; gives the cookies.
pub fn sign_in(at: SocketAddr, login: &str, password: &str) -> String {
    let answer = post(at, "/desk/sign-in", "", &[("login", login), ("password", password)]).expect("an answer");
    assert_eq!(answer.status, 303, "{login} cannot sign in: {}", answer.body);
    answer.cookies()
}
