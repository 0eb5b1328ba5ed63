//! The client is built into the binary, so a release build begins again when `dist/` has changed. A debug build reads
//! the files at each request.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo:rerun-if-changed=../dist");
    }
}
