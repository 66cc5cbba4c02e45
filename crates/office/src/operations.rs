//! What whoever runs the system does: found organs, check, back up, restore.

pub mod backup;
pub mod doctor;
pub mod founding;
pub mod health;
pub mod official_time;
pub mod sweeping;
pub mod verify;
