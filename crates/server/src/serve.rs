//! `gongkai serve`: the web server with its jobs.

mod access;
mod bodies;
mod jobs;
mod management;
pub(crate) mod transport;

use crate::Done;
use crate::apart::parent::Apart;
use crate::cli::ServeArgs;
use crate::config::{self, Config, Settings};
use crate::failure::{Failure, Status};
use axum::Router;
use gongkai_office::Office;
use gongkai_web::{App, Faces};
use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use transport::Listener;

/// Serves until told to stop (SIGTERM or Ctrl-C); requests under way are then given their time.
///
/// # Errors
/// [`Status::Configuration`] where the addresses cannot be meant, [`Status::Storage`] where one is taken.
pub async fn serve(settings: Settings, args: ServeArgs) -> Result<Done, Failure> {
    let mut config = settings.config.clone();
    if let Some(listen) = args.listen {
        config.server.listen = listen;
    }
    if let Some(management) = args.management {
        config.server.management = management;
    }
    let management = config::management(&config.server.management).map_err(|_| {
        let what = format!("--management 不能是“{}”", config.server.management);
        Failure::new(Status::Usage, what, "", "请写地址和端口，例如 127.0.0.1:9464，或者 none")
    })?;
    transport::check_plain(&config)?;
    let office = crate::commands::open(&settings).await?;
    if let Some(at) = args.clock {
        stand_still(&office, at).await?;
    }
    let moved = office.adopt_embedded_calendar().await?;
    if !moved.is_empty() {
        tracing::warn!(cases = moved.len(), "due dates moved with the calendar of this program");
    }
    let result = run(&office, &config, management).await;
    office.db().close().await;
    result
}

/// Official time stands at an instant, in a demonstration only.
async fn stand_still(office: &Office, at: jiff::Timestamp) -> Result<(), Failure> {
    if !office.clock().is_demonstration() {
        let remedy = "--clock 只用于 demo 或 setup --demo 建立的数据目录";
        return Err(Failure::new(Status::NotAllowed, "这个数据目录用于正式办理，法定时间不能拨动", "--clock", remedy));
    }
    if !office.set_official_time(at).await? {
        let stands = office.clock().stands().map(gongkai_web::parts::words::instant).unwrap_or_default();
        let what = format!("法定时间已经到了 {stands}，不能往回拨");
        return Err(Failure::new(Status::NotAllowed, what, "--clock", "请写更晚的时间，或者另建一个演示数据目录"));
    }
    Ok(())
}

async fn run(office: &Office, config: &Config, management: Option<SocketAddr>) -> Result<Done, Failure> {
    let certificate = transport::certificate(config).await?;
    let secure =
        certificate.is_some() || config.server.public_url.as_deref().is_some_and(|url| url.starts_with("https://"));
    let metrics = management::recorder()?;
    let web = gongkai_web::Settings {
        public_url: config.server.public_url.clone().unwrap_or_default().trim_end_matches('/').to_owned(),
        trusted_proxies: config.server.trusted_proxies.clone(),
        secure_cookies: secure,
        site_code: config.site.code.clone(),
        icp: config.site.icp.clone(),
        sign_ins_per_minute: config.limits.sign_ins_per_minute,
        submissions_per_hour: config.limits.submissions_per_hour,
        code_queries_per_hour: config.limits.code_queries_per_hour,
        wrong_codes_per_number: config.limits.wrong_codes_per_number,
        checks_per_hour: config.limits.checks_per_hour,
        certificate_ends: transport::certificate_ends(config)?,
        page_cache_mb: config.server.page_cache_mb,
    };
    let certificate_ends = web.certificate_ends;
    let apart = Apart::new(&config.limits).map_err(|error| Failure::fault(&error.to_string()))?;
    let app = App::new(office.clone(), web).with_checker(Arc::new(apart));
    let dress = |router: Router| access::log(bodies::within(router, Duration::from_secs(config.server.body_seconds)));
    let site = match config.server.desk_listen {
        Some(_) => Faces::Public,
        None => Faces::Both,
    };
    let mut listeners = Vec::new();
    listeners.push(Listener::bind("网站", config.server.listen, certificate.clone(), config)?);
    let mut routers = vec![dress(gongkai_web::router(app.clone(), site))];
    if let Some(address) = config.server.desk_listen {
        listeners.push(Listener::bind("工作台", address, certificate, config)?);
        routers.push(dress(gongkai_web::router(app, Faces::Desk)));
    }
    let stopping = Arc::new(AtomicBool::new(false));
    if let Some(address) = management {
        listeners.push(Listener::bind("运维", address, None, config)?);
        routers.push(management::router(office.clone(), metrics, certificate_ends, Arc::clone(&stopping)));
    }
    announce(office, &listeners).await;
    let jobs = tokio::spawn(jobs::run(office.clone()));
    let handles: Vec<_> = listeners.iter().map(Listener::handle).collect();
    let drain = Duration::from_secs(config.server.drain_seconds);
    let mut serving = tokio::task::JoinSet::new();
    for (listener, router) in listeners.into_iter().zip(routers) {
        serving.spawn(listener.serve(router));
    }
    let interrupted = tokio::select! {
        interrupted = told_to_stop() => interrupted,
        Some(ended) = serving.join_next() => {
            // A listener ends by itself only where the system takes its socket away.
            let why = match ended {
                Ok(Ok(())) => "listener ended".to_owned(),
                Ok(Err(error)) => error.to_string(),
                Err(error) => error.to_string(),
            };
            return Err(Failure::new(Status::Storage, "网站停止了监听", why, "请检查网络设置后重新启动"));
        }
    };
    stopping.store(true, Ordering::Relaxed);
    tracing::info!("stopping");
    for handle in &handles {
        handle.graceful_shutdown(Some(drain));
    }
    while serving.join_next().await.is_some() {}
    jobs.abort();
    if interrupted {
        return Err(Failure::new(Status::Interrupted, "已停止", "", ""));
    }
    Ok(Done::Clean)
}

/// Tells on the console where the site is, and on a first run the token that opens the first page.
async fn announce(office: &Office, listeners: &[Listener]) {
    let mut lines = String::new();
    for listener in listeners {
        lines.push_str(&format!("{}：{}\n", listener.name(), listener.url()));
    }
    tracing::info!(engine = office.db().engine(), "serving");
    if let Ok(true) = office.is_first_run().await {
        let token = office.first_run_token();
        lines.push_str(&format!("这里还没有任何机关。请打开网站的 /desk/first-run，输入令牌：{token}\n"));
    }
    let _ = std::io::stderr().write_all(lines.as_bytes());
}

/// Waits for SIGTERM (false) or Ctrl-C (true).
async fn told_to_stop() -> bool {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
            let _ = interrupt.await;
            return true;
        };
        tokio::select! {
            _ = interrupt => true,
            _ = terminate.recv() => false,
        }
    }
    #[cfg(not(unix))]
    {
        let _ = interrupt.await;
        true
    }
}
