//! The server as operators meet it.

use crate::common::Fresh;
use crate::running::{PASSWORD, Server, district, err, free_address, program, run};
use crate::visitor::{get, get_with, post, sign_in};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;

#[test]
fn it_says_how_it_is_and_stops_when_told() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    for fresh in runtime.block_on(Fresh::each()) {
        runtime.block_on(district(&fresh));
        let server = Server::start(&fresh, free_address(), free_address(), &[]);
        assert_eq!(get(server.site, "/livez").expect("an answer").status, 200);
        let page = get(server.site, "/").expect("an answer");
        assert_eq!(page.status, 200);
        assert_eq!(page.header("x-request-id").map(str::len), Some(12));
        assert_eq!(get(server.site, "/readyz").expect("an answer").status, 404, "the site tells the public nothing");
        assert_eq!(get(server.site, "/o/NOBODY-110101194910010018").expect("an answer").status, 404);
        let metrics = get(server.management, "/metrics").expect("an answer").body;
        assert!(metrics.contains("gongkai_requests_total{method=\"GET\",route=\"/\",status=\"200\"} 1"), "{metrics}");
        assert!(metrics.contains("gongkai_cases_overdue 0"), "{metrics}");
        // Addresses as typed are neither counted nor logged: they may hold anything.
        let log = std::fs::read_to_string(fresh.file("server.log")).expect("a log");
        assert!(!metrics.contains("110101194910010018") && !log.contains("110101194910010018"));
        assert!(log.contains(page.header("x-request-id").expect("a number")), "{log}");
        // Acts are counted by what became of them, and by nobody.
        let cookies = sign_in(server.site, "guanli", PASSWORD);
        let ended = post(server.site, "/desk/me/sessions", &cookies, &[("session", "others"), ("once", "")])
            .expect("an answer");
        assert_eq!(ended.status, 303, "{}", ended.body);
        let refused = get_with(server.site, "/desk/settings/none", &cookies).expect("an answer");
        assert_eq!(refused.status, 404);
        let metrics = get(server.management, "/metrics").expect("an answer").body;
        assert!(metrics.contains("gongkai_acts_total{action=\"use_desk\",result=\"done\"} 1"), "{metrics}");
        assert!(!metrics.contains("guanli"));
        // The number on an error page is the one in the header and in the log.
        let number = refused.header("x-request-id").expect("a number");
        assert!(refused.body.contains("出错编号") && refused.body.contains(number), "{}", refused.body);
        assert_eq!(server.stop(), Some(0));
    }
}

/// What lies in the data directory is the program's alone, from the first moment on.
#[cfg(unix)]
#[test]
fn nobody_else_may_read_the_data_directory() {
    use std::os::unix::fs::PermissionsExt;
    let fresh = Fresh::sqlite();
    let data = fresh.file("new/data");
    let made =
        Command::new(env!("CARGO_BIN_EXE_gongkai")).arg("--data").arg(&data).arg("migrate").output().expect("run");
    assert_eq!(made.status.code(), Some(0), "{}", err(&made));
    let mode = |path: &std::path::Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700);
    for file in ["gongkai.db", "keys.json"] {
        assert_eq!(mode(&data.join(file)), 0o600, "{file}");
    }
    let doctor = |data: &std::path::Path| {
        let words = ["doctor", "--format", "json"];
        let output = Command::new(env!("CARGO_BIN_EXE_gongkai")).arg("--data").arg(data).args(words).output();
        let checks: Vec<serde_json::Value> = serde_json::from_slice(&output.expect("run").stdout).expect("JSON");
        let keys = checks.into_iter().find(|check| check["name"] == "钥匙串和数据目录").expect("the check");
        keys["health"].as_str().expect("a word").to_owned()
    };
    assert_eq!(doctor(&data), "well");
    std::fs::set_permissions(data.join("gongkai.db"), std::fs::Permissions::from_mode(0o644)).expect("opened");
    assert_eq!(doctor(&data), "bad");
}

#[test]
fn ready_turns_into_the_reason_when_the_keys_are_not_the_right_ones() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let fresh = Fresh::sqlite();
    runtime.block_on(district(&fresh));
    let server = Server::start(&fresh, free_address(), free_address(), &[]);
    runtime.block_on(fresh.by_hand(
        "insert into data_keys (id, ring_key, wrapped) values (x'00000000000000000000000000000001', 'lost', x'00')",
    ));
    let answer = get(server.management, "/readyz").expect("an answer");
    assert_eq!(answer.status, 503);
    assert!(answer.body.contains("钥匙串"), "{}", answer.body);
    assert_eq!(get(server.management, "/livez").expect("an answer").status, 200);
}

#[test]
fn the_first_run_prints_its_token_and_later_starts_do_not() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let fresh = Fresh::sqlite();
    let log = || std::fs::read_to_string(fresh.file("server.log")).expect("a log");
    let server = Server::start(&fresh, free_address(), free_address(), &[]);
    let first = log();
    assert!(first.contains("/desk/first-run") && first.contains("令牌"), "{first}");
    assert_eq!(server.stop(), Some(0));
    runtime.block_on(district(&fresh));
    Server::start(&fresh, free_address(), free_address(), &[]);
    assert_eq!(log().matches("令牌").count(), 1);
}

#[test]
fn plain_http_beyond_this_machine_is_refused_with_what_to_do() {
    let fresh = Fresh::sqlite();
    let refused = run(&fresh, &["serve", "--listen", "0.0.0.0:0"]);
    assert_eq!(refused.status.code(), Some(4));
    let text = err(&refused);
    assert!(text.contains("server.tls_certificate") && text.contains("server.trusted_proxies"), "{text}");
    let wrong = program(&fresh)
        .args(["serve"])
        .env("GONGKAI_SERVER__TLS_CERTIFICATE", "/nowhere.pem")
        .env("GONGKAI_SERVER__TLS_KEY", "/nowhere.pem")
        .output()
        .expect("run");
    assert_eq!(wrong.status.code(), Some(4), "{}", err(&wrong));
}

/// One page over HTTPS, with the test's own certificate as the only one trusted.
fn get_secure(from: std::net::SocketAddr, certificate: rustls::pki_types::CertificateDer<'static>) -> String {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(certificate).expect("trusted");
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config =
        rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().expect("versions");
    let config = std::sync::Arc::new(config.with_root_certificates(roots).with_no_client_auth());
    let connection =
        rustls::ClientConnection::new(config, rustls::pki_types::ServerName::from(from.ip())).expect("a connection");
    let mut stream = rustls::StreamOwned::new(connection, TcpStream::connect(from).expect("connected"));
    write!(stream, "GET / HTTP/1.1\r\nHost: {from}\r\nConnection: close\r\n\r\n").expect("written");
    let mut page = Vec::new();
    // The server may end the connection without saying so in TLS; what came is the page.
    let _ = stream.read_to_end(&mut page);
    String::from_utf8_lossy(&page).into_owned()
}

#[test]
fn with_a_certificate_the_site_speaks_https_alone() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let fresh = Fresh::sqlite();
    runtime.block_on(district(&fresh));
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a certificate");
    std::fs::write(fresh.file("c.pem"), made.cert.pem()).expect("written");
    std::fs::write(fresh.file("k.pem"), made.signing_key.serialize_pem()).expect("written");
    std::fs::write(fresh.file("gongkai.toml"), "[server]\ntls_certificate = 'c.pem'\ntls_key = 'k.pem'\n")
        .expect("written");
    let server = Server::start(&fresh, free_address(), free_address(), &[]);
    let page = get_secure(server.site, made.cert.der().clone());
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("西工区"), "{page}");
    assert!(get(server.site, "/").is_err(), "a page in clear");
    assert!(std::fs::read_to_string(fresh.file("server.log")).expect("a log").contains("https://127.0.0.1"));
    let metrics = get(server.management, "/metrics").expect("an answer").body;
    assert!(metrics.contains("gongkai_certificate_seconds_left "), "{metrics}");
    let doctor = run(&fresh, &["doctor", "--format", "json"]);
    let checks: Vec<serde_json::Value> = serde_json::from_slice(&doctor.stdout).expect("JSON");
    let certificate = checks.iter().find(|check| check["name"] == "证书").expect("the check");
    assert_eq!(certificate["health"], "well", "{certificate}");
    assert_eq!(run(&fresh, &["config", "check"]).status.code(), Some(1), "the key is open to others");
}

#[test]
fn a_taken_address_is_told_and_nothing_else_is_disturbed() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let fresh = Fresh::sqlite();
    runtime.block_on(district(&fresh));
    let server = Server::start(&fresh, free_address(), free_address(), &[]);
    let second = run(&fresh, &["serve", "--listen", &server.site.to_string(), "--management", "none"]);
    assert_eq!(second.status.code(), Some(6));
    assert!(err(&second).contains("被占用"), "{}", err(&second));
    // The command line works while the server runs.
    assert_eq!(run(&fresh, &["verify"]).status.code(), Some(0));
    assert_eq!(get(server.site, "/").expect("an answer").status, 200);
}

#[test]
fn the_desk_can_be_kept_off_the_public_address() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let fresh = Fresh::sqlite();
    runtime.block_on(district(&fresh));
    let desk = free_address();
    std::fs::write(fresh.file("gongkai.toml"), format!("[server]\ndesk_listen = \"{desk}\"\n")).expect("written");
    let server = Server::start(&fresh, free_address(), free_address(), &[]);
    assert_eq!(get(server.site, "/desk/sign-in").expect("an answer").status, 404);
    assert_eq!(get(desk, "/desk/sign-in").expect("an answer").status, 200);
    assert_eq!(get(desk, "/").expect("an answer").status, 404);
}

#[test]
fn slow_headers_are_cut() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let fresh = Fresh::sqlite();
    runtime.block_on(district(&fresh));
    std::fs::write(fresh.file("gongkai.toml"), "[server]\nheader_seconds = 1\nbody_seconds = 1\n").expect("written");
    let server = Server::start(&fresh, free_address(), free_address(), &[]);
    let mut answer = String::new();
    let mut slow = TcpStream::connect(server.site).expect("connected");
    slow.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ").expect("written");
    // Ends only when the server ends the connection.
    let _ = slow.read_to_string(&mut answer);
    assert!(!answer.contains("200 OK"), "{answer}");
    let mut slow = TcpStream::connect(server.site).expect("connected");
    let head = "POST /desk/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nlogin=";
    slow.write_all(head.as_bytes()).expect("written");
    answer.clear();
    let mut first = [0; 12];
    slow.read_exact(&mut first).expect("an answer");
    assert_eq!(&first, b"HTTP/1.1 400");
}

#[test]
fn official_time_stands_where_a_demonstration_is_told() {
    let fresh = Fresh::sqlite();
    std::fs::write(fresh.file("pw"), PASSWORD).expect("written");
    let words = [
        "setup",
        "--organ",
        "西工区人民政府",
        "--level",
        "county",
        "--code",
        "XG",
        "--admin",
        "guanli",
        "--password-file",
        "pw",
    ];
    assert_eq!(run(&fresh, &words).status.code(), Some(0));
    let refused = run(
        &fresh,
        &["serve", "--listen", "127.0.0.1:0", "--management", "none", "--clock", "2025-03-03T09:00:00+08:00"],
    );
    assert_eq!(refused.status.code(), Some(5), "{}", err(&refused));

    let fresh = Fresh::sqlite();
    std::fs::write(fresh.file("pw"), PASSWORD).expect("written");
    assert_eq!(run(&fresh, &[&words[..], &["--demo"]].concat()).status.code(), Some(0));
    let server = Server::start(&fresh, free_address(), free_address(), &["--clock", "2025-03-03T09:00:00+08:00"]);
    let page = get(server.site, "/").expect("an answer").body;
    assert!(page.contains("2025年3月3日"), "{page}");
    let cookies = sign_in(server.site, "guanli", PASSWORD);
    let doctor = get_with(server.site, "/desk/doctor", &cookies).expect("an answer");
    assert_eq!(doctor.status, 200);
    assert!(doctor.body.contains("还没有备份过") && doctor.body.contains("怎么办"), "{}", doctor.body);
}
