//! Limits that a process sets itself, for good: hard limits can be lowered and never raised again.

use crate::failure::Failure;

/// Takes away what reading a file does not need.
///
/// # Errors
/// Our fault, where the system refuses: then nothing may be read.
#[cfg(unix)]
pub fn set(memory_mb: u64, seconds: u64) -> Result<(), Failure> {
    use nix::sys::resource::{Resource, setrlimit};
    close_inherited();
    let set = |resource: Resource, most: u64| {
        setrlimit(resource, most, most).map_err(|error| Failure::fault(&format!("{resource:?}: {error}")))
    };
    #[cfg(target_os = "linux")]
    {
        nix::sys::prctl::set_dumpable(false).map_err(|error| Failure::fault(&error.to_string()))?;
        nix::sys::prctl::set_no_new_privs().map_err(|error| Failure::fault(&error.to_string()))?;
    }
    set(Resource::RLIMIT_AS, taken().saturating_add(memory_mb << 20))?;
    set(Resource::RLIMIT_CPU, seconds)?;
    set(Resource::RLIMIT_CORE, 0)?;
    set(Resource::RLIMIT_FSIZE, 0)?;
    // Nothing can be opened any more: no file, no socket, no pipe.
    set(Resource::RLIMIT_NOFILE, 3)
}

/// Other systems have no such limits; the time limit of the parent holds there too.
#[cfg(not(unix))]
pub fn set(_: u64, _: u64) -> Result<(), Failure> {
    Ok(())
}

/// Closes whatever came along besides the three standard streams. Ours are closed on starting a program anyway; whoever
/// started the server may have left others open.
#[cfg(unix)]
fn close_inherited() {
    let Ok(open) = std::fs::read_dir("/proc/self/fd") else { return };
    let names = open.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<std::os::fd::RawFd>().ok());
    let beyond: Vec<_> = names.filter(|descriptor| *descriptor > 2).collect();
    for descriptor in beyond {
        // The one that the listing itself had is closed already.
        let _ = nix::unistd::close(descriptor);
    }
}

/// Bytes of address space that the program takes before it has read anything.
#[cfg(unix)]
fn taken() -> u64 {
    /// A program of this size with room to spare, where the system does not tell.
    const WITHOUT_PROC: u64 = 1 << 30;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes =
        status.lines().find_map(|line| line.strip_prefix("VmSize:")?.trim().strip_suffix(" kB")?.parse().ok());
    kilobytes.map_or(WITHOUT_PROC, |kilobytes: u64| kilobytes.saturating_mul(1024))
}
