//! Real borders that an operator supplies: `GeoJSON` (RFC 7946) or `TopoJSON`, whose features carry Kemendagri codes as `id`, or
//! as `code` or `kode` among their properties.
//!
//! They are drawn once, on a grid of whole numbers that is made coarser until the drawing is light enough to be sent with a
//! page. Islands smaller than a point of the grid are left out, but for a region's largest.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use balai_kernel::RegionCode;
use serde_json::Value;

/// The widths that are tried, the finest first.
const WIDTHS: [f64; 6] = [1_600.0, 1_200.0, 900.0, 700.0, 500.0, 350.0];
/// Letters that all paths may have together: about 50 kB when packed.
const MOST_LETTERS: usize = 105_000;

type Point = (f64, f64);
type Ring = Vec<Point>;

/// The shapes of regions on one drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Borders {
    /// Its width, in the units of the paths.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// The path of each region, as SVG writes it.
    pub paths: BTreeMap<RegionCode, String>,
}

/// Why a file of borders is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BordersError {
    /// Not JSON, or of another kind.
    #[error("berkas ini bukan GeoJSON atau TopoJSON")]
    Kind,
    /// No feature bears a code.
    #[error("tidak ada bentuk yang menyebut kode Kemendagri (id, code, atau kode, misalnya 33.14)")]
    NoCodes,
    /// An arc or a coordinate does not read.
    #[error("bentuk {0} tidak terbaca")]
    Damaged(String),
}

impl Borders {
    /// Reads a file and draws it.
    pub fn read(text: &str) -> Result<Self, BordersError> {
        let json: Value = serde_json::from_str(text).map_err(|_| BordersError::Kind)?;
        let rings = match json["type"].as_str() {
            Some("Topology") => topology(&json)?,
            Some("FeatureCollection") => collection(&json)?,
            _ => return Err(BordersError::Kind),
        };
        if rings.is_empty() {
            return Err(BordersError::NoCodes);
        }
        let mut drawn = draw(&rings, WIDTHS[0]);
        for width in &WIDTHS[1..] {
            if drawn.paths.values().map(String::len).sum::<usize>() <= MOST_LETTERS {
                break;
            }
            drawn = draw(&rings, *width);
        }
        Ok(drawn)
    }
}

type Rings = BTreeMap<RegionCode, Vec<Ring>>;

fn code(feature: &Value) -> Option<RegionCode> {
    let properties = &feature["properties"];
    let named = [&feature["id"], &properties["code"], &properties["kode"], &properties["id"]];
    named.into_iter().filter_map(Value::as_str).find_map(|text| RegionCode::parse(text).ok())
}

fn collection(json: &Value) -> Result<Rings, BordersError> {
    let mut all = Rings::new();
    for feature in json["features"].as_array().into_iter().flatten() {
        let Some(code) = code(feature) else { continue };
        let shape = &feature["geometry"];
        let polygons: Vec<&Value> = match shape["type"].as_str() {
            Some("Polygon") => vec![&shape["coordinates"]],
            Some("MultiPolygon") => shape["coordinates"].as_array().into_iter().flatten().collect(),
            _ => continue,
        };
        for ring in polygons.into_iter().filter_map(Value::as_array).flatten() {
            let ring = ring.as_array().into_iter().flatten().map(point).collect::<Option<Ring>>();
            all.entry(code).or_default().push(ring.ok_or_else(|| BordersError::Damaged(code.to_string()))?);
        }
    }
    Ok(all)
}

fn point(value: &Value) -> Option<Point> {
    Some((value.get(0)?.as_f64()?, value.get(1)?.as_f64()?))
}

fn topology(json: &Value) -> Result<Rings, BordersError> {
    let arcs = arcs(json).ok_or(BordersError::Kind)?;
    let objects = json["objects"].as_object().into_iter().flat_map(|objects| objects.values());
    let mut all = Rings::new();
    for shape in objects.filter_map(|object| object["geometries"].as_array()).flatten() {
        let Some(code) = code(shape) else { continue };
        let polygons: Vec<&Value> = match shape["type"].as_str() {
            Some("Polygon") => vec![&shape["arcs"]],
            Some("MultiPolygon") => shape["arcs"].as_array().into_iter().flatten().collect(),
            _ => continue,
        };
        for ring in polygons.into_iter().filter_map(Value::as_array).flatten() {
            let ring = ring.as_array().and_then(|indices| joined(indices, &arcs));
            all.entry(code).or_default().push(ring.ok_or_else(|| BordersError::Damaged(code.to_string()))?);
        }
    }
    Ok(all)
}

/// The arcs with their steps added up and brought to degrees.
fn arcs(json: &Value) -> Option<Vec<Ring>> {
    let transform = json.get("transform");
    let (scale, origin) = match transform {
        Some(transform) => (point(&transform["scale"])?, point(&transform["translate"])?),
        None => ((1.0, 1.0), (0.0, 0.0)),
    };
    let arc = |arc: &Value| {
        let mut at = (0.0, 0.0);
        let place = |value: &Value| {
            let (x, y) = point(value)?;
            at = if transform.is_some() { (at.0 + x, at.1 + y) } else { (x, y) };
            Some((at.0 * scale.0 + origin.0, at.1 * scale.1 + origin.1))
        };
        arc.as_array()?.iter().map(place).collect::<Option<Ring>>()
    };
    json["arcs"].as_array()?.iter().map(arc).collect()
}

/// A ring of arcs; a negative number is an arc walked backwards.
fn joined(indices: &[Value], arcs: &[Ring]) -> Option<Ring> {
    let mut ring = Ring::new();
    for index in indices {
        let index = index.as_i64()?;
        let backwards = index < 0;
        let arc = arcs.get(usize::try_from(if backwards { !index } else { index }).ok()?)?;
        let skip = usize::from(!ring.is_empty());
        if backwards {
            ring.extend(arc.iter().rev().skip(skip));
        } else {
            ring.extend(arc.iter().skip(skip));
        }
    }
    Some(ring)
}

fn draw(rings: &Rings, width: f64) -> Borders {
    let all = || rings.values().flatten().flatten();
    let (west, east) = all().fold((f64::MAX, f64::MIN), |(low, high), (x, _)| (low.min(*x), high.max(*x)));
    let (south, north) = all().fold((f64::MAX, f64::MIN), |(low, high), (_, y)| (low.min(*y), high.max(*y)));
    // the equator runs through the country, so that degrees of both kinds are of one length
    let scale = width / (east - west).max(f64::EPSILON);
    let place = |(x, y): &Point| (whole((x - west) * scale), whole((north - y) * scale));
    let path = |own: &Vec<Ring>| {
        let mut drawn: Vec<Vec<(i32, i32)>> = own.iter().map(|ring| ring.iter().map(place).collect()).collect();
        for ring in &mut drawn {
            ring.dedup();
        }
        drawn.sort_by_key(|ring| std::cmp::Reverse(ring.len()));
        let kept = drawn.iter().enumerate().filter(|(at, ring)| ring.len() > 3 || *at == 0);
        kept.map(|(_, ring)| steps(ring)).collect()
    };
    Borders {
        width: u32::try_from(whole(width)).unwrap_or(0) + 1,
        height: u32::try_from(whole((north - south) * scale)).unwrap_or(0) + 1,
        paths: rings.iter().map(|(code, own)| (*code, path(own))).collect(),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a drawing is some thousand points wide")]
fn whole(number: f64) -> i32 {
    number.round() as i32
}

/// `M3 4l1 0-1 2z`: where the ring begins, and the steps from there.
fn steps(ring: &[(i32, i32)]) -> String {
    let Some((first, rest)) = ring.split_first() else { return String::new() };
    let mut path = format!("M{} {}", first.0, first.1);
    let mut at = *first;
    for (place, next) in rest.iter().enumerate() {
        let (x, y) = (next.0 - at.0, next.1 - at.1);
        let before = if place == 0 {
            "l"
        } else if x < 0 {
            ""
        } else {
            " "
        };
        let between = if y < 0 { "" } else { " " };
        write!(path, "{before}{x}{between}{y}").expect("writing to a string never fails");
        at = *next;
    }
    path + "z"
}

#[cfg(test)]
mod tests {
    use super::*;

    const GEO: &str = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":"33.14","properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,0],[10,0],[10,-5],[0,-5],[0,0]]]}},
        {"type":"Feature","properties":{"kode":"17.09"},"geometry":{"type":"MultiPolygon","coordinates":[[[[10,0],[20,0],[20,-5],[10,-5],[10,0]]]]}},
        {"type":"Feature","properties":{"kode":"33"},"geometry":null}]}"#;
    const TOPO: &str = r#"{"type":"Topology","transform":{"scale":[1,1],"translate":[0,0]},
        "arcs":[[[10,0],[0,-5]],[[10,-5],[-10,0],[0,5],[10,0]],[[10,0],[10,0],[0,-5],[-10,0]]],
        "objects":{"kabkota":{"type":"GeometryCollection","geometries":[
        {"type":"Polygon","id":"33.14","arcs":[[0,1]]},{"type":"Polygon","id":"17.09","arcs":[[2,-1]]}]}}}"#;

    #[test]
    fn both_formats_draw_the_same_land() {
        let (geo, topo) = (Borders::read(GEO).unwrap(), Borders::read(TOPO).unwrap());
        assert_eq!((geo.width, geo.height), (1_601, 401));
        assert_eq!((topo.width, topo.height, topo.paths.len()), (1_601, 401, 2));
        assert_eq!(geo.paths[&"33.14".parse().unwrap()], "M0 0l800 0 0 400-800 0 0-400z");
        let corners =
            |borders: &Borders| borders.paths.values().map(|path| path.matches("800").count()).collect::<Vec<_>>();
        assert_eq!(corners(&geo), [3, 2]);
    }

    #[test]
    fn what_is_no_map_is_refused_with_the_reason() {
        assert_eq!(Borders::read("kode,nama"), Err(BordersError::Kind));
        assert_eq!(Borders::read("{}"), Err(BordersError::Kind));
        let nameless = r#"{"type":"FeatureCollection","features":[]}"#;
        assert_eq!(Borders::read(nameless), Err(BordersError::NoCodes));
        let damaged = TOPO.replace("[[0,1]]", "[[0,9]]");
        assert_eq!(Borders::read(&damaged), Err(BordersError::Damaged("33.14".into())));
    }
}
