//! Value types of the field: what a region, a number of a person, a sum of money or a working day *is*.
//!
//! Everything here is parsed once, at the edge, and cannot be wrong afterwards. The crate does no I/O; the clock and
//! randomness are the two doors to the outside, and both are named: [`SystemClock`], and the constructors called `fresh`.

mod act;
mod assurance;
mod calendar;
mod clock;
mod contact;
mod email;
mod hall;
mod hostname;
mod hours;
mod id;
mod money;
mod name;
mod nik;
mod nip;
mod parsed;
mod phone;
pub mod processing;
mod reference;
mod region;
mod sex;
mod sheet_code;
mod slug;
mod text;
mod time;
mod token;

pub use act::{Act, Actor, Origin};
pub use assurance::Assurance;
pub use calendar::{
    Holiday, HolidayFileError, HolidayKind, HolidayProblem, WorkCalendar, WorkWeek, parse_holidays_csv,
    read_holidays_csv,
};
pub use clock::{Clock, FixedClock, SystemClock};
pub use contact::{Contact, ContactError};
pub use email::{Email, EmailError};
pub use hall::{Door, HallDay, HallState, SpecialDay, SpecialDays};
pub use hostname::{Hostname, HostnameError};
pub use hours::{DayHours, HoursError, OpenRange, WeeklyHours};
pub use id::{fresh_id, made_at};
pub use money::{Rupiah, RupiahError, grouped};
pub use name::{PersonName, PersonNameError};
pub use nik::{Nik, NikError};
pub use nip::{Nip, NipError};
pub use phone::{Phone, PhoneError};
pub use reference::{Incident, Reference, ReferenceError};
pub use region::{ProvinceCode, RegionCode, RegionCodeError, RegionKind};
pub use sex::Sex;
pub use sheet_code::{SheetCode, SheetCodeError};
pub use slug::{RESERVED_HOSTS, Slug, SlugError};
pub use text::{fold, is_hidden};
pub use time::{Language, Zone, ZoneError, clock_time, full_date, long_date, weekday_name};
pub use token::{SecretToken, TokenError, TokenHash, random_digits};
