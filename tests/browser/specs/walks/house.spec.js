// A region furnishes its house: a colour that is refused until it can be read, a logo, a day with other hours, a course
// with its calendar file, and a word of its own. Citizens see each at once.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ICAL from "ical.js";
import { person, signIn } from "../../people.js";
import { expect, hall, posted, screen, test } from "../../site.js";

const sinjai = hall("73.07");
const logo = join(import.meta.dirname, "../../../fixtures/pictures/logo.png");
const holidays = readFileSync(join(import.meta.dirname, "../../../../config/holidays.csv"), "utf8");
const photo = join(import.meta.dirname, "../../../fixtures/pictures/photo.png");

/** So many days from today, as people type it and as machines write it. */
function ahead(days) {
  const date = new Date(Date.now() + days * 86_400_000);
  const part = (options) => new Intl.DateTimeFormat("en", { timeZone: "Asia/Makassar", ...options }).format(date);
  const [day, month, year] = [part({ day: "numeric" }), part({ month: "numeric" }), part({ year: "numeric" })];
  const weekday = part({ weekday: "short" });
  return { days, weekday, typed: `${day}-${month}-${year}`, iso: `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` };
}

/** The same of a day on which the hall is open otherwise: the first of them from then on. */
function workday(days) {
  const day = ahead(days);
  return ["Sat", "Sun"].includes(day.weekday) || holidays.includes(day.iso) ? workday(days + 1) : day;
}

test("a region gives its hall a face, days, news and words of its own", async ({ page, somebody }) => {
  const see = (name) => screen(page, name);
  const press = (name) => page.getByRole("button", { name, exact: true }).click();
  const open = (path) => page.goto(`${sinjai}/kelola/balai${path}`);
  const saved = () => expect(page.getByText("Tersimpan dan langsung berlaku bagi warga.")).toBeVisible();
  const citizen = await somebody();
  const meeting = workday(2);
  const feast = workday(meeting.days + 1);
  const course = [8, 9, 10].map(ahead);

  await test.step("one page leads to all subjects", async () => {
    await open("");
    await signIn(page, person("region_owner", "73.07"));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pengaturan balai");
    await see("balai-pengaturan");
  });

  await test.step("a colour on which nobody can read is refused with the nearest one that passes", async () => {
    await open("/warna");
    await page.getByLabel("Warna, boleh kosong").fill("#ffd500");
    await press("Simpan warna");
    await expect(page.getByLabel("Warna, boleh kosong")).toHaveValue("#ffd500");
    await expect(page.getByText("Warna terdekat yang dapat dipakai")).toBeVisible();
    await see("balai-warna-ditolak");
    await page.getByRole("button", { name: /^Coba #/ }).click();
    await expect(page.getByText("Begini jadinya. Belum tersimpan.")).toBeVisible();
    await press("Simpan warna");
    await saved();
    await see("balai-warna");
  });

  await test.step("the contrast is seen while she types", async () => {
    await page.getByLabel("Warna, boleh kosong").fill("#7a1f3d");
    await expect(page.locator("#pratinjau svg rect").first()).toHaveAttribute("fill", /^#/);
    await posted(page, page.getByRole("button", { name: "Simpan warna", exact: true }));
    await saved();
  });

  await test.step("a logo and a photo are written anew", async () => {
    await open("/logo");
    await page.getByLabel("Berkas logo").setInputFiles({
      name: "logo.svg",
      mimeType: "image/svg+xml",
      buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
    });
    await press("Simpan logo");
    await expect(page.locator(".govuk-error-summary")).toContainText("SVG");
    await see("balai-logo-ditolak");
    await page.getByLabel("Berkas logo").setInputFiles(logo);
    await press("Simpan logo");
    await saved();
    await see("balai-logo");
    await open("/foto");
    await page.getByLabel("Berkas foto").setInputFiles(photo);
    await page.getByLabel("Apa yang terlihat").fill("Gedung satu lantai dengan halaman luas di depannya");
    await press("Simpan foto");
    await saved();
    await see("balai-foto");
  });

  await test.step("a day with other hours and a holiday of its own", async () => {
    await open("/hari-khusus");
    await page.getByLabel("Tanggal").fill(meeting.typed);
    await page.getByLabel("Jam buka").fill("08.00-11.00");
    await press("Simpan hari khusus");
    await expect(page.locator(".govuk-error-summary")).toContainText("Tulis alasannya");
    await expect(page.getByLabel("Jam buka")).toHaveValue("08.00-11.00");
    await page.getByLabel("Alasan").fill("Rapat pegawai");
    await press("Simpan hari khusus");
    await saved();
    await see("balai-hari-khusus");
    await open("/libur-daerah");
    await page.getByLabel("Tanggal").fill(feast.typed);
    await page.getByLabel("Nama hari libur").fill("Hari jadi Kabupaten Sinjai");
    await page.getByLabel("Ditetapkan dengan").fill("Keputusan Bupati 188/12/2026");
    await press("Simpan libur daerah");
    await saved();
    await see("balai-libur-daerah");
  });

  await test.step("a course of three days, with a calendar file that another program reads", async () => {
    await open("/kabar/baru");
    await see("balai-kabar-baru");
    await page.getByLabel("Judul").fill("Pelatihan foto produk; untuk UMKM, gratis");
    await page.getByLabel("Isi").fill("Bawa satu barang dagangan.\nDaftar di meja informasi.");
    await page.getByLabel("Tanggal").fill(course[0].typed);
    await page.getByLabel("Hari terakhir, boleh kosong").fill(course[2].typed);
    await page.getByLabel("Jam").fill("09.00-12.00");
    await page.getByLabel("Ruang atau tempat, boleh kosong").fill("Aula lantai 2");
    await press("Simpan dan terbitkan");
    await saved();
    await see("balai-kabar-terbit");

    const [kind, text] = await page.evaluate(async () => {
      const file = await fetch("/kabar.ics");
      return [file.headers.get("content-type"), await file.text()];
    });
    expect(kind).toMatch(/^text\/calendar/);
    const calendar = new ICAL.Component(ICAL.parse(text));
    const [event] = calendar.getAllSubcomponents("vevent").map((part) => new ICAL.Event(part));
    expect(event.summary).toBe("Pelatihan foto produk; untuk UMKM, gratis");
    expect(event.description).toBe("Bawa satu barang dagangan.\nDaftar di meja informasi.");
    expect(event.location).toContain("Aula lantai 2, ");
    const days = event.iterator();
    const begins = Array.from({ length: 4 }, () => days.next()?.toJSDate().toISOString());
    // nine o'clock in Sinjai is one o'clock UTC
    const expected = course.map((day) => `${day.iso}T01:00:00.000Z`);
    expect(begins).toEqual([...expected, undefined]);
    expect(event.duration.toSeconds()).toBe(3 * 3600);
  });

  await test.step("a word of its own", async () => {
    await open("/istilah");
    await page.getByLabel("balai", { exact: true }).fill("mal");
    await press("Simpan istilah");
    await saved();
    await see("balai-istilah");
  });

  await test.step("citizens see it all", async () => {
    await citizen.goto(sinjai);
    await expect(citizen.getByText("Rapat pegawai").first()).toBeVisible();
    await expect(citizen.getByText("Hari jadi Kabupaten Sinjai").first()).toBeVisible();
    await expect(citizen.getByAltText("Gedung satu lantai dengan halaman luas di depannya")).toBeVisible();
    await screen(citizen, "warga-balai-sendiri");
    await citizen.getByRole("link", { name: "Pelatihan foto produk; untuk UMKM, gratis" }).first().click();
    await expect(citizen.getByRole("heading", { level: 1 })).toHaveText("Pelatihan foto produk; untuk UMKM, gratis");
    await screen(citizen, "warga-kabar");
    await citizen.goto(`${sinjai}/kabar`);
    await screen(citizen, "warga-semua-kabar");
  });
});
