//! `kabinet doctor`: checks an installation and says what is wrong, and what to do about it.

use std::path::Path;

use app::db::Db;

use super::{Failure, say};
use crate::{config::Serve, http::assets};

/// Checks everything and reports each point in a line.
///
/// # Errors
/// When at least one point is wrong.
pub async fn run(url: &str, serve: &Serve) -> Result<(), Failure> {
    let points = [
        ("database", database(url).await),
        ("data folder", writable(&serve.data_dir)),
        ("client", client()),
        ("address", serve.base().map(|base| base.origin)),
        ("listening", Ok(serve.listen.to_string())),
    ];
    let mut wrong = 0;
    for (name, point) in points {
        match point {
            Ok(detail) => say(&format!("ok     {name}: {detail}")),
            Err(sentence) => {
                wrong += 1;
                say(&format!("WRONG  {name}: {sentence}"));
            }
        }
    }
    if wrong == 0 { Ok(()) } else { Err(Failure::failed(format!("{wrong} of 5 points are wrong"))) }
}

async fn database(url: &str) -> Result<String, String> {
    let db = Db::open(url).await.map_err(|fault| fault.0)?;
    let engine = db.describe().await.map_err(|error| error.to_string())?;
    db.check().await.map_err(|fault| fault.0)?;
    match db.is_current().await {
        Ok(true) => Ok(format!("{engine}, schema up to date")),
        Ok(false) => {
            Err(format!("{engine}, schema of another version: `kabinet serve` brings it up to date"))
        }
        Err(_) => Err(format!("{engine}, empty: `kabinet serve` creates the schema")),
    }
}

fn writable(folder: &Path) -> Result<String, String> {
    let probe = folder.join(".doctor");
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&probe, b"ok"))
        .and_then(|()| std::fs::remove_file(&probe))
        .map(|()| folder.display().to_string())
        .map_err(|fault| format!("{} cannot be written: {fault}", folder.display()))
}

fn client() -> Result<String, String> {
    if assets::has_client() {
        Ok("built in".to_owned())
    } else {
        Err("this binary was built without the client: use `make release`".to_owned())
    }
}
