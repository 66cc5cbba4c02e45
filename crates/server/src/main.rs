//! The program: wires everything, command line.
fn main() {}
