//! Files on their way from a browser: they wait in a folder until they are read in, for a day at most.
//!
//! A waiting file belongs to a person and a project, and its place says so: `<project>/<person>/<upload>/`. Whoever
//! asks for an upload of somebody else looks in their own place and finds nothing.

use std::{
    io,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use crate::{
    error::{Error, Result},
    id::{FileId, PersonId, ProjectId},
    time::Stamp,
};

/// How many seconds a file waits.
const PATIENCE: i64 = 24 * 3600;

/// So many files of one person wait for one project; a further one pushes the oldest out.
const MOST_WAITING: usize = 5;

/// The place of a waiting file.
#[derive(Debug, Clone)]
pub struct Upload {
    /// Which one.
    pub id: FileId,
    folder: PathBuf,
}

impl Upload {
    /// The place of an upload of a person to a project, whether anything is there or not.
    pub fn at(uploads: &Path, project: ProjectId, person: PersonId, id: FileId) -> Self {
        Self { id, folder: uploads.join(project.to_string()).join(person.to_string()).join(id.to_string()) }
    }

    /// Makes a place for a new file, which may push an older one out: nobody fills the disk with files that nobody reads
    /// in. A failure removes it again.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn begin(uploads: &Path, project: ProjectId, person: PersonId, name: &str) -> io::Result<Self> {
        let upload = Self::at(uploads, project, person, FileId::new());
        push_out(upload.folder.parent().unwrap_or(uploads));
        std::fs::create_dir_all(&upload.folder)?;
        std::fs::write(upload.folder.join("name"), tidy_name(name))?;
        Ok(upload)
    }

    /// Where the bytes go.
    pub fn body(&self) -> PathBuf {
        self.folder.join("body")
    }

    /// What the file is called, when it is there.
    ///
    /// # Errors
    /// [`Error::Missing`] when it is not: it never was, is somebody else's, or has waited too long.
    pub fn name(&self) -> Result<String> {
        if !self.body().is_file() {
            return Err(Error::Missing);
        }
        std::fs::read_to_string(self.folder.join("name")).map_err(|_| Error::Missing)
    }

    /// Removes the file; when it is gone already that is fine.
    pub fn remove(&self) {
        if let Err(fault) = std::fs::remove_dir_all(&self.folder)
            && fault.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%fault, "an uploaded file stays behind");
        }
    }
}

/// The last part of a path, without what no name has.
fn tidy_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    // Marks that turn the direction of writing would let a name look like another one.
    let is_odd = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let clean: String = last.chars().filter(|letter| !is_odd(*letter)).take(200).collect();
    if clean.trim().is_empty() { "file.csv".to_owned() } else { clean.trim().to_owned() }
}

/// Removes files that have waited for more than a day.
///
/// # Errors
/// When the folder cannot be read.
pub fn sweep(uploads: &Path, now: Stamp) -> io::Result<()> {
    for upload in folders(uploads)?.iter().flat_map(|project| folders(project)).flatten() {
        for waiting in folders(&upload)? {
            if written(&waiting.join("name")).is_some_and(|since| since.plus_seconds(PATIENCE) < now) {
                std::fs::remove_dir_all(&waiting)?;
            }
        }
        // A folder with a file in it stays.
        let _ = std::fs::remove_dir(&upload);
    }
    Ok(())
}

/// Removes the oldest of a person's files, so that there is room for one more. Their names are ids, which sort by time.
fn push_out(folder: &Path) {
    let mut waiting = folders(folder).unwrap_or_default();
    waiting.sort();
    let too_many = (waiting.len() + 1).saturating_sub(MOST_WAITING);
    for oldest in waiting.iter().take(too_many) {
        if let Err(fault) = std::fs::remove_dir_all(oldest) {
            tracing::warn!(%fault, "an uploaded file stays behind");
        }
    }
}

/// When a file was written last.
fn written(path: &Path) -> Option<Stamp> {
    let since =
        std::fs::metadata(path).and_then(|known| known.modified()).ok()?.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok().map(Stamp)
}

fn folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)?;
    Ok(entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_harmless() {
        for (name, expected) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\x\\отчёт.csv", "отчёт.csv"),
            ("a\0b\u{202e}vsc.exe", "abvsc.exe"),
            ("..", ".."),
            (" \n ", "file.csv"),
            ("", "file.csv"),
        ] {
            assert_eq!(tidy_name(name), expected, "{name:?}");
        }
        assert_eq!(tidy_name(&"😀".repeat(300)).chars().count(), 200);
    }

    #[test]
    fn the_oldest_file_makes_room_for_one_more() {
        let folder = tempfile::tempdir().unwrap();
        let (project, person) = (ProjectId::new(), PersonId::new());
        let hand_in = |person| {
            let upload = Upload::begin(folder.path(), project, person, "a.csv").unwrap();
            std::fs::write(upload.body(), "day,clicks\n").unwrap();
            upload
        };
        let colleague = hand_in(PersonId::new());
        let sent: Vec<Upload> = (0..7).map(|_| hand_in(person)).collect();
        let there: Vec<bool> = sent.iter().map(|upload| upload.name().is_ok()).collect();
        assert_eq!(there, [false, false, true, true, true, true, true]);
        assert!(colleague.name().is_ok());
    }

    #[test]
    fn an_upload_is_found_by_its_owner_only_and_for_a_day() {
        let folder = tempfile::tempdir().unwrap();
        let (project, person) = (ProjectId::new(), PersonId::new());
        let upload = Upload::begin(folder.path(), project, person, "a.csv").unwrap();
        assert_eq!(upload.name(), Err(Error::Missing));
        std::fs::write(upload.body(), "day,clicks\n").unwrap();
        let find = |project, person| Upload::at(folder.path(), project, person, upload.id).name();
        assert_eq!(find(project, person).as_deref(), Ok("a.csv"));
        assert_eq!(find(ProjectId::new(), person), Err(Error::Missing));
        assert_eq!(find(project, PersonId::new()), Err(Error::Missing));
        let since = written(&upload.folder.join("name")).unwrap();
        sweep(folder.path(), since.plus_seconds(PATIENCE)).unwrap();
        assert!(find(project, person).is_ok());
        sweep(folder.path(), since.plus_seconds(PATIENCE + 1)).unwrap();
        assert_eq!(find(project, person), Err(Error::Missing));
    }
}
