//! Several pictures bound into one PDF, a page each.

use balai_pictures::Picture;
use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, Stream, dictionary};

use super::Refusal;

/// The longer side of a page, in points: that of A4.
const LONG_SIDE: f32 = 842.0;

/// Binds pictures in JPEG, in their order. The same pictures always make the same file.
pub(super) fn bound(pictures: Vec<Picture>) -> Result<Vec<u8>, Refusal> {
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let mut kids = Vec::with_capacity(pictures.len());
    for picture in pictures {
        kids.push(Object::from(page(&mut document, pages, picture)?));
    }
    let count = i64::try_from(kids.len()).map_err(|_| Refusal::TooManyPages)?;
    document.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut file = Vec::new();
    document.save_to(&mut file).map_err(|_| Refusal::BrokenPicture)?;
    Ok(file)
}

#[expect(clippy::cast_precision_loss, reason = "a side has a few thousand points")]
fn page(document: &mut Document, pages: lopdf::ObjectId, picture: Picture) -> Result<lopdf::ObjectId, Refusal> {
    let (width, height) = (picture.width as f32, picture.height as f32);
    let scale = LONG_SIDE / width.max(height);
    let (wide, high) = (width * scale, height * scale);
    let head = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(picture.width),
        "Height" => i64::from(picture.height),
        "ColorSpace" => "DeviceRGB",
        "BitsPerComponent" => 8,
        "Filter" => "DCTDecode",
    };
    let image = document.add_object(Stream::new(head, picture.bytes).with_compression(false));
    let matrix = [wide, 0.0, 0.0, high, 0.0, 0.0].map(Object::Real).to_vec();
    let drawn = Content {
        operations: vec![
            Operation::new("q", vec![]),
            Operation::new("cm", matrix),
            Operation::new("Do", vec!["Im".into()]),
            Operation::new("Q", vec![]),
        ],
    };
    let drawn = drawn.encode().map_err(|_| Refusal::BrokenPicture)?;
    let drawn = document.add_object(Stream::new(dictionary! {}, drawn));
    Ok(document.add_object(dictionary! {
        "Type" => "Page",
        "Parent" => pages,
        "MediaBox" => vec![0.into(), 0.into(), Object::Real(wide), Object::Real(high)],
        "Resources" => dictionary! { "XObject" => dictionary! { "Im" => image } },
        "Contents" => drawn,
    }))
}
