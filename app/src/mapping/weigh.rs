//! What names and categories carry under a mapping, and what another mapping would move.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{
    edit::Edit,
    ledger::Ledger,
    model::{Ask, Caught, Effect, Flow, NameSeen, Names, Order, PAGE, Place, Reason, TOLD, Weight},
    record::Tried,
};
use crate::{
    error::{Error, Result},
    fact::{
        category::Tree,
        judge::{Mapping, Probe, Verdict},
        model::{Dimension, LabelId, folded},
    },
    id::CategoryId,
};

/// Adds up on a thread that may be busy for a while, with no transaction open.
///
/// # Errors
/// [`Error::Internal`] when that thread breaks.
pub async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|fault| {
        tracing::error!(%fault, "weighing the mapping");
        Error::Internal
    })
}

/// What each category carries by itself.
pub fn categories(ledger: &Ledger, mapping: &Mapping) -> Vec<(CategoryId, Weight)> {
    let mut weights: HashMap<CategoryId, Weight> = HashMap::new();
    for (keys, weight) in ledger.groups() {
        if let Some(category) = mapping.category(&keys) {
            let sum = weights.entry(category).or_default();
            *sum = sum.plus(weight);
        }
    }
    weights.into_iter().collect()
}

/// The names that a question finds, and what there is in all.
pub fn names(ledger: &Ledger, mapping: &Mapping, ask: &Ask) -> Names {
    let texts: HashMap<LabelId, &str> =
        ledger.names(ask.field).map(|label| (label.id, label.name.as_str())).collect();
    let seen: Vec<NameSeen> = by_name(ledger, mapping, ask.field)
        .into_iter()
        .map(|(label, verdicts)| {
            let name = texts.get(&label).copied().unwrap_or_default();
            name_seen(mapping, label, name, &verdicts)
        })
        .collect();
    let sum = |weight: fn(&NameSeen) -> Weight| seen.iter().map(weight).fold(Weight::default(), Weight::plus);
    let (whole, unmapped) = (sum(|name| name.weight), sum(|name| name.unmapped));
    let (count, unmapped_count) = (seen.len(), seen.iter().filter(|name| name.has_unmapped).count());
    let wanted = folded(&ask.search);
    let mut rows: Vec<NameSeen> = seen
        .into_iter()
        .filter(|name| !ask.unmapped || name.has_unmapped)
        .filter(|name| wanted.is_empty() || folded(&name.name).contains(&wanted))
        .collect();
    rows.sort_by(|one, two| in_order(ask.order, one, two));
    let found = rows.len();
    let rows = rows.into_iter().skip(ask.page.saturating_mul(PAGE)).take(PAGE).collect();
    Names { rows, found, count, unmapped_count, whole, unmapped }
}

type Verdicts = HashMap<Verdict, Weight>;

fn by_name(ledger: &Ledger, mapping: &Mapping, field: Dimension) -> HashMap<LabelId, Verdicts> {
    let mut names: HashMap<LabelId, Verdicts> = HashMap::new();
    for (keys, weight) in ledger.groups() {
        let sum = names.entry(keys.of(field)).or_default().entry(mapping.verdict(&keys)).or_default();
        *sum = sum.plus(weight);
    }
    names
}

fn name_seen(mapping: &Mapping, label: LabelId, name: &str, verdicts: &Verdicts) -> NameSeen {
    // Of several equally heavy ones the earliest rule is told, so that the answer does not change by itself.
    let heaviest =
        verdicts.iter().max_by_key(|(verdict, weight)| (weight.order(), std::cmp::Reverse(**verdict)));
    let verdict = heaviest.map_or(Verdict::Unmapped, |(verdict, _)| *verdict);
    let categories: HashSet<Option<CategoryId>> =
        verdicts.keys().map(|verdict| mapping.leads_to(*verdict)).collect();
    NameSeen {
        label,
        name: name.to_owned(),
        weight: verdicts.values().copied().fold(Weight::default(), Weight::plus),
        unmapped: verdicts.get(&Verdict::Unmapped).copied().unwrap_or_default(),
        place: Place { category: mapping.leads_to(verdict), reason: reason(mapping, verdict) },
        places: categories.len(),
        has_unmapped: verdicts.contains_key(&Verdict::Unmapped),
    }
}

fn reason(mapping: &Mapping, verdict: Verdict) -> Reason {
    match verdict {
        Verdict::Rule(at) => mapping.rules().get(at).map_or(Reason::Nothing, |rule| Reason::Rule {
            id: rule.id,
            number: u32::try_from(at + 1).unwrap_or(u32::MAX),
        }),
        Verdict::Named(_) => Reason::File,
        Verdict::Unmapped => Reason::Nothing,
    }
}

fn in_order(order: Order, one: &NameSeen, two: &NameSeen) -> std::cmp::Ordering {
    let leads = |name: &NameSeen| (name.weight.recent.leads, name.weight.all.leads);
    let by = match order {
        Order::Money => two.weight.order().cmp(&one.weight.order()),
        Order::Leads => leads(two).cmp(&leads(one)),
        Order::Name => std::cmp::Ordering::Equal,
    };
    by.then_with(|| folded(&one.name).cmp(&folded(&two.name))).then(one.label.cmp(&two.label))
}

/// What an edit would move, and what the rule that is being written fits.
pub fn effect(tried: &Tried, edit: &Edit) -> Effect {
    let Tried { before, after, ledger } = tried;
    let (was, is) = (ledger.judged_by(before), ledger.judged_by(after));
    let mut flows: HashMap<(Option<CategoryId>, Option<CategoryId>), Weight> = HashMap::new();
    let mut moved_names = BTreeSet::new();
    for (keys, weight) in ledger.groups() {
        let way = (was.category(&keys), is.category(&keys));
        if way.0 != way.1 {
            let sum = flows.entry(way).or_default();
            *sum = sum.plus(weight);
            moved_names.insert(keys.of(edit.field()));
        }
    }
    let mut effect = Effect {
        names: moved_names.len(),
        moved: flows.values().copied().fold(Weight::default(), Weight::plus),
        flows: told(flows, was.tree(), is.tree()),
        ..Effect::default()
    };
    catch(&mut effect, tried, &is, edit);
    effect
}

fn told(
    flows: HashMap<(Option<CategoryId>, Option<CategoryId>), Weight>,
    was: &Tree,
    is: &Tree,
) -> Vec<Flow> {
    let path = |tree: &Tree, category: Option<CategoryId>| category.map(|id| tree.path(id).join(" › "));
    let mut flows: Vec<Flow> = flows
        .into_iter()
        .map(|((from, to), weight)| Flow { from: path(was, from), to: path(is, to), weight })
        .collect();
    flows.sort_by(|one, two| {
        two.weight
            .order()
            .cmp(&one.weight.order())
            .then_with(|| (&one.from, &one.to).cmp(&(&two.from, &two.to)))
    });
    flows.truncate(TOLD);
    flows
}

/// Tells which names the rule that is being written fits, and which of them an earlier one takes.
fn catch(effect: &mut Effect, tried: &Tried, is: &Mapping, edit: &Edit) {
    let Some(rule) = edit.written() else { return };
    let known: HashSet<_> = tried.before.rules.iter().map(|rule| rule.id).collect();
    let own = |id| if let Edit::EditRule { rule, .. } = edit { id == *rule } else { !known.contains(&id) };
    let Some(place) = tried.after.rules.iter().position(|rule| own(rule.id)) else { return };
    let probe = Probe::new(rule.test, rule.pattern.as_str());
    let mut weights: HashMap<LabelId, Weight> = HashMap::new();
    for (keys, weight) in tried.ledger.groups() {
        let sum = weights.entry(keys.of(rule.field)).or_default();
        *sum = sum.plus(weight);
    }
    let fits = tried.ledger.names(rule.field).filter(|label| probe.fits(&folded(&label.name)));
    let mut caught: Vec<Caught> = fits
        .filter_map(|label| {
            let earlier = is.first_rule(label.id).filter(|first| *first < place);
            let taken_by = earlier.map(|first| u32::try_from(first + 1).unwrap_or(u32::MAX));
            Some(Caught { name: label.name.clone(), weight: *weights.get(&label.id)?, taken_by })
        })
        .collect();
    caught.sort_by(|one, two| {
        two.weight.order().cmp(&one.weight.order()).then_with(|| one.name.cmp(&two.name))
    });
    effect.caught_count = caught.len();
    effect.taken_count = caught.iter().filter(|one| one.taken_by.is_some()).count();
    caught.truncate(TOLD);
    effect.caught = caught;
}
