//! Running the system: founding, verifying, backing up. One binary, for linking takes longer than running.

#[path = "../../../storage/tests/common/mod.rs"]
mod common;

mod acts;
mod backup;
mod doctor;
mod founding;
mod office;
mod verify;
