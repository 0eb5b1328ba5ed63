//! Turns the sentences of `locales/` into a checked Rust module. A key that one language has and another lacks fails
//! the build, so that no screen can be half translated. And asks the linker for what cutting the client into pieces needs.

use std::{collections::BTreeSet, env, error::Error, fs, path::PathBuf};

use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};

const LANGUAGES: [&str; 3] = ["en", "ru", "uk"];

/// One file a room and a language: `locales/<language>/<room>.json`.
const ROOMS: [&str; 11] = [
    "ui",
    "error",
    "shell",
    "access",
    "project",
    "iteration",
    "fact",
    "mapping",
    "report",
    "board",
    "metric",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rustc-env=ECHARTS_VERSION={}", echarts_version()?);
    keep_relocations();
    for room in ROOMS {
        same_keys_in_every_language(room)?;
    }
    let config = Config::new(LANGUAGES[0])?.add_locales(&LANGUAGES[1..])?.add_namespaces(ROOMS)?;
    // Sentences with values are also needed as plain text: for labels, titles and the command line.
    let config = config.parse_options(ParseOptions::new().interpolate_display(true));
    let translations = TranslationsInfos::parse(config)?;
    translations.emit_errors();
    translations.rerun_if_locales_changed();
    translations.generate_i18n_module(PathBuf::from(env::var("OUT_DIR")?).join("i18n"))?;
    Ok(())
}

/// The linker's notes on what refers to what: `scripts/web/split.mjs` cuts the client by them.
fn keep_relocations() {
    if env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm")
        && env::var_os("CARGO_FEATURE_CSR").is_some()
    {
        println!("cargo:rustc-link-arg-bin=client=--emit-relocs");
    }
}

/// The chart library is a file with its version in its name; the one place that knows the version is what bundles it.
fn echarts_version() -> Result<String, Box<dyn Error>> {
    const PACKAGES: &str = "../scripts/web/package.json";
    println!("cargo:rerun-if-changed={PACKAGES}");
    let packages: serde_json::Value = serde_json::from_str(&fs::read_to_string(PACKAGES)?)?;
    let version = packages["devDependencies"]["echarts"].as_str();
    Ok(version.ok_or(format!("{PACKAGES} does not name a version of echarts"))?.to_owned())
}

fn same_keys_in_every_language(room: &str) -> Result<(), Box<dyn Error>> {
    let reference = keys(LANGUAGES[0], room)?;
    for language in &LANGUAGES[1..] {
        let other = keys(language, room)?;
        if let Some(key) = reference.symmetric_difference(&other).next() {
            return Err(format!("{room}.json: the key \"{key}\" is not in both en and {language}").into());
        }
    }
    Ok(())
}

/// The keys of one file. Plural forms differ by language, so `days_one` and `days_few` both count as `days`.
fn keys(language: &str, room: &str) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let path = format!("locales/{language}/{room}.json");
    let text = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    let object: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))?;
    let forms = ["_zero", "_one", "_two", "_few", "_many", "_other"];
    Ok(object
        .keys()
        .map(|key| forms.iter().find_map(|form| key.strip_suffix(form)).unwrap_or(key).to_owned())
        .collect())
}
