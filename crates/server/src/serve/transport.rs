//! Sockets: plain or with a certificate, with a limit on how long headers may take.

use crate::config::Config;
use crate::failure::{Failure, Status};
use axum::Router;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use hyper_util::rt::TokioTimer;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

/// Plain HTTP beyond this machine is refused unless a trusted proxy is set.
///
/// # Errors
/// [`Status::Configuration`], saying what to do.
pub fn check_plain(config: &Config) -> Result<(), Failure> {
    let server = &config.server;
    if server.tls_certificate.is_some() || !server.trusted_proxies.is_empty() {
        return Ok(());
    }
    let open = [Some(server.listen), server.desk_listen].into_iter().flatten().find(|at| !at.ip().is_loopback());
    match open {
        None => Ok(()),
        Some(address) => Err(Failure::new(
            Status::Configuration,
            format!("不能在 {address} 上提供不加密的网站：申请人的个人信息会被旁人看到"),
            "server.listen、server.desk_listen",
            "请写证书 server.tls_certificate 和 server.tls_key；如果前面有做 HTTPS 的代理，请把它的地址写进 server.trusted_proxies",
        )),
    }
}

/// The certificate, where one is set.
///
/// # Errors
/// [`Status::Configuration`] where the files are no certificate and key.
pub async fn certificate(config: &Config) -> Result<Option<RustlsConfig>, Failure> {
    let (Some(chain), Some(key)) = (&config.server.tls_certificate, &config.server.tls_key) else { return Ok(None) };
    // An error means that a provider is installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let loaded = RustlsConfig::from_pem_file(chain, key).await.map_err(|error| {
        let place = format!("{}、{}", chain.display(), key.display());
        Failure::new(
            Status::Configuration,
            format!("证书或私钥读不懂：{error}"),
            place,
            "请检查两个文件都是 PEM 格式，并且互相对应",
        )
    })?;
    Ok(Some(loaded))
}

/// Until when the certificate is good, where one is set.
///
/// # Errors
/// [`Status::Configuration`] where the file holds none.
pub fn certificate_ends(config: &Config) -> Result<Option<jiff::Timestamp>, Failure> {
    let Some(chain) = &config.server.tls_certificate else { return Ok(None) };
    let pem =
        std::fs::read(chain).map_err(|error| Failure::unreadable(chain, &error).with_status(Status::Configuration))?;
    let first = x509_parser::pem::Pem::iter_from_buffer(&pem).next().and_then(Result::ok);
    let ends = first.as_ref().and_then(|pem| pem.parse_x509().ok()).map(|found| found.validity().not_after.timestamp());
    match ends.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok()) {
        Some(ends) => Ok(Some(ends)),
        None => Err(Failure::new(
            Status::Configuration,
            "证书读不懂",
            chain.display().to_string(),
            "请检查文件是 PEM 格式的证书，服务器自己的证书在最前面",
        )),
    }
}

/// A bound socket, not yet serving.
pub struct Listener {
    name: &'static str,
    socket: TcpListener,
    address: SocketAddr,
    certificate: Option<RustlsConfig>,
    headers: Duration,
    handle: Handle<SocketAddr>,
}

impl Listener {
    /// Binds an address.
    ///
    /// # Errors
    /// [`Status::Storage`] where it is taken or not ours.
    pub fn bind(
        name: &'static str,
        address: SocketAddr,
        certificate: Option<RustlsConfig>,
        config: &Config,
    ) -> Result<Listener, Failure> {
        let refused = |error: std::io::Error| {
            let remedy = match error.kind() {
                std::io::ErrorKind::AddrInUse => {
                    "这个端口已经被占用：请停掉占用它的程序，或者用 --listen、--management 换一个"
                }
                std::io::ErrorKind::PermissionDenied => "请换用 1024 以上的端口，或者给程序相应的权限",
                _ => "请检查地址是不是这台机器的",
            };
            Failure::new(Status::Storage, format!("不能在 {address} 上监听：{error}"), "", remedy)
        };
        let socket = TcpListener::bind(address).map_err(refused)?;
        let address = socket.local_addr().map_err(refused)?;
        let headers = Duration::from_secs(config.server.header_seconds);
        Ok(Listener { name, socket, address, certificate, headers, handle: Handle::new() })
    }

    /// What it serves.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Where it listens, with the port that was given where 0 was asked for.
    pub fn url(&self) -> String {
        let scheme = if self.certificate.is_some() { "https" } else { "http" };
        format!("{scheme}://{}/", self.address)
    }

    /// By which it is told to stop.
    pub fn handle(&self) -> Handle<SocketAddr> {
        self.handle.clone()
    }

    /// Serves until told to stop.
    ///
    /// # Errors
    /// Where the system takes the socket away.
    pub async fn serve(self, router: Router) -> std::io::Result<()> {
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let headers = self.headers;
        match self.certificate {
            Some(certificate) => {
                let mut server = axum_server::from_tcp_rustls(self.socket, certificate)?
                    .handle(self.handle)
                    .first_request_timeout(headers);
                limit(server.http_builder(), headers);
                server.serve(service).await
            }
            None => {
                let mut server = axum_server::from_tcp(self.socket)?.handle(self.handle).first_request_timeout(headers);
                limit(server.http_builder(), headers);
                server.serve(service).await
            }
        }
    }
}

fn limit(builder: &mut hyper_util::server::conn::auto::Builder<hyper_util::rt::TokioExecutor>, headers: Duration) {
    builder.http1().timer(TokioTimer::new()).header_read_timeout(headers);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(headers).max_concurrent_streams(64);
}
