//! What a balancer is told: that the process lives, and whether it can work.

use super::*;
use crate::http_world::Served;

async fn ask(served: &Served, path: &str) -> (u16, String) {
    let answer = served.send(Request::get(path).body(Body::empty()).unwrap()).await;
    (answer.status, String::from_utf8(answer.body).unwrap())
}

async fn change(world: &World, other_version: bool) {
    let mut tx = world.db.write().await.unwrap();
    if other_version {
        app::exec!(&mut tx, "update _sqlx_migrations set version = version + 1000").unwrap();
    } else {
        app::exec!(&mut tx, "drop table _sqlx_migrations").unwrap();
    }
    tx.commit().await.unwrap();
}

stories! {
    async fn a_house_is_ready_with_its_own_schema_only(world: &World) {
        let served = Served::new(world);
        assert_eq!(ask(&served, "/readyz").await, (200, "ready".to_owned()));
        change(world, true).await;
        assert_eq!(ask(&served, "/readyz").await, (503, "the schema is of another version".to_owned()));
        change(world, false).await;
        assert_eq!(ask(&served, "/readyz").await, (503, "the database does not answer".to_owned()));
        assert_eq!(ask(&served, "/healthz").await, (200, "ok".to_owned()), "the process lives all the same");
    }
}
