//! Use cases: what people do, each official act through one function, act.
