//! One page: its recipe, and what its template sees besides its own view.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use minijinja::value::{Object, Serde, Value};
use minijinja::{Error, ErrorKind, State};
use serde::Serialize;

use super::parts::links::Links;
use super::{Options, World};
use crate::site::{Route, Site};
use crate::theme::Theme;
use crate::wording::{Words, say};

/// What every view says of its page, as `page` in templates.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Page {
    /// The text of the one `h1`, and the front of the title.
    pub(super) title: String,
    /// What the page is about, in a sentence.
    pub(super) description: String,
    /// Which entry of the navigation it belongs to: `services`, `places` ...; empty for none.
    pub(super) section: &'static str,
    /// The way from the home page, without the page itself.
    pub(super) crumbs: Vec<Crumb>,
}

/// A step on the way from the home page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Crumb {
    pub(super) label: String,
    pub(super) address: String,
}

impl Page {
    /// A page below the home page.
    pub(super) fn new(words: &Words, title: impl Into<String>, description: impl Into<String>, section: &'static str) -> Self {
        Self {
            title: title.into(),
            description: description.into(),
            section,
            crumbs: vec![Crumb::new(say!(words, "crumb.home"), "")],
        }
    }

    /// Adds a step between the home page and this page.
    #[must_use]
    pub(super) fn below(mut self, label: impl Into<String>, address: impl Into<String>) -> Self {
        self.crumbs.push(Crumb::new(label, address));
        self
    }
}

impl Crumb {
    fn new(label: impl Into<String>, address: impl Into<String>) -> Self {
        Self { label: label.into(), address: address.into() }
    }
}

/// Adds pages to a site.
pub(super) struct Book<'s> {
    pub(super) world: Arc<World>,
    pub(super) theme: Arc<Theme>,
    pub(super) options: Options,
    pub(super) common: Value,
    pub(super) shared: Arc<Shared>,
    pub(super) site: &'s mut Site,
}

impl Book<'_> {
    /// Settles the address of a page whose view is made when the page is asked for.
    pub(super) fn page<V: Serialize>(
        &mut self,
        address: &str,
        template: &'static str,
        view: impl Fn(&World, &Links) -> V + Send + Sync + 'static,
    ) {
        let (world, theme, common) = (Arc::clone(&self.world), Arc::clone(&self.theme), self.common.clone());
        let (shared, options) = (Arc::clone(&self.shared), self.options.clone());
        let route = Route::of(address);
        let here = route.clone();
        self.site.add(&route, move |site| {
            let root = (here.address() == "404.html").then(|| world.base_path()).flatten();
            let links = Arc::new(Links::new(here.clone(), root, options.portable, site.addresses()));
            let view = Value::from(Serde(view(&world, &links)));
            let calls = Call::all(&theme, &links);
            let (theme_of, shared) = (Arc::clone(&theme), Arc::clone(&shared));
            let context = Context { view, common: common.clone(), theme: theme_of, calls, links, shared };
            theme.render(template, Value::from_object(context))
        });
    }
}

/// Pieces that many pages have in common, such as their top and foot, made once for each section and depth.
#[derive(Debug, Default)]
pub(super) struct Shared(Mutex<BTreeMap<Place, Value>>);

/// What a shared piece may depend on: its template, the way up to the root, the section, and the address of a page of
/// the first level.
type Place = (String, String, String, String);

/// `shared(template)`: such a piece.
#[derive(Debug)]
struct SharedCall(Arc<Context>);

impl Object for SharedCall {
    fn call(self: &Arc<Self>, state: &mut State<'_, '_>, args: &[Value]) -> Result<Value, Error> {
        let (template,): (&str,) = minijinja::value::from_args(args)?;
        let context = &self.0;
        let section = context.view.get_attr("page")?.get_attr("section")?;
        let current = context.links.first_level();
        let section_name = section.as_str().unwrap_or_default().to_owned();
        let place = (template.to_owned(), context.links.up().to_owned(), section_name, current.to_owned());
        let made = || context.shared.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(piece) = made().get(&place) {
            return Ok(piece.clone());
        }
        // Other pages of this depth take the same piece, so its links go over the root.
        let links = Arc::new(context.links.over_the_root());
        let narrow = Context {
            view: Value::from_pairs([("section", section), ("current", Value::from(current))]),
            common: context.common.clone(),
            calls: Call::all(&context.theme, &links),
            theme: Arc::clone(&context.theme),
            links,
            shared: Arc::clone(&context.shared),
        };
        let text = state.env().get_template(template)?.render(Value::from_object(narrow))?;
        let piece = Value::from_safe_string(text);
        made().insert(place, piece.clone());
        Ok(piece)
    }
}

/// What a template sees: the fields of its view, `site`, and the functions that need to know which page this is.
#[derive(Debug)]
struct Context {
    view: Value,
    common: Value,
    theme: Arc<Theme>,
    /// The functions, in the order of [`Kind::ALL`]: pages call them hundreds of times.
    calls: [Value; Kind::ALL.len()],
    links: Arc<Links>,
    shared: Arc<Shared>,
}

impl Object for Context {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let call = |kind: Kind| Some(self.calls[kind as usize].clone());
        match key {
            "link" => call(Kind::Link),
            "exists" => call(Kind::Exists),
            "asset" => call(Kind::Asset),
            "style" => call(Kind::Style),
            "own_style" => call(Kind::OwnStyle),
            "script" => call(Kind::Script),
            "address" => Some(Value::from(self.links.here())),
            "site" => Some(self.common.clone()),
            "shared" => Some(Value::from_object(SharedCall(Arc::clone(self)))),
            _ => self.view.get_attr(key).ok().filter(|value| !value.is_undefined()),
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    /// `link(address)`: the relative link to an address of the site.
    Link,
    /// `exists(address)`: whether something stands there.
    Exists,
    /// `asset(name)`: the relative link to a file of the theme's `static`.
    Asset,
    /// `style(name)`: the element that loads a style sheet.
    Style,
    /// `own_style(name)`: the same for a style sheet that only some themes have; nothing where this one has none.
    OwnStyle,
    /// `script(name)`: the element that loads a script with all it needs.
    Script,
}

impl Kind {
    const ALL: [Self; 6] = [Self::Link, Self::Exists, Self::Asset, Self::Style, Self::OwnStyle, Self::Script];
}

#[derive(Debug)]
struct Call {
    kind: Kind,
    theme: Arc<Theme>,
    links: Arc<Links>,
}

impl Call {
    /// All functions of one page.
    fn all(theme: &Arc<Theme>, links: &Arc<Links>) -> [Value; Kind::ALL.len()] {
        Kind::ALL.map(|kind| Value::from_object(Self { kind, theme: Arc::clone(theme), links: Arc::clone(links) }))
    }
}

impl Object for Call {
    fn call(self: &Arc<Self>, _: &mut State<'_, '_>, args: &[Value]) -> Result<Value, Error> {
        let (what,): (&str,) = minijinja::value::from_args(args)?;
        let fault = |sentence: String| Error::new(ErrorKind::InvalidOperation, sentence);
        let asset = || {
            let address = self.theme.asset(what).ok_or_else(|| fault(format!("the theme holds no file `{what}` in `static`")))?;
            self.links.to(address).map_err(fault)
        };
        Ok(match self.kind {
            Kind::Link => attribute(&self.links.to(what).map_err(fault)?),
            Kind::Exists => Value::from(self.links.exists(what)),
            Kind::Asset => attribute(&asset()?),
            Kind::OwnStyle if self.theme.asset(what).is_none() => Value::from(""),
            Kind::Style | Kind::OwnStyle => Value::from_safe_string(format!("<link rel=\"stylesheet\" href=\"{}\">", asset()?)),
            Kind::Script => Value::from_safe_string(format!("<script defer src=\"{}\"></script>", asset()?)),
        })
    }
}

/// A link needs no escaping unless its query or fragment holds a sign that ends an attribute.
fn attribute(link: &str) -> Value {
    if link.contains(['&', '<', '>', '"', '\'']) { Value::from(link) } else { Value::from_safe_string(link.to_owned()) }
}
