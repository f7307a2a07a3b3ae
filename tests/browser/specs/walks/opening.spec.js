// The first day of an owner: from the invitation in her letter to a hall that the public uses, with all starter services.
// It takes her less than ten minutes and sixty clicks; fields count as clicks.
import { counted, pointer } from "../../hands.js";
import { person, signIn } from "../../people.js";
import { code } from "../../totp.js";
import { button, confirm, letterLink, link, official, readLetter, signUp } from "../../sign_up.js";
import { expect, ministry, root, screen, test } from "../../site.js";

const owner = official("wonogirikab.go.id");
const hall = root().replace("//", "//wonogiri.");
const region = "Kabupaten Wonogiri";
const heading = (page, name) => page.getByRole("heading", { name });

/** Two people of the ministry let a region in. */
async function approve(somebody) {
  const verifier = await somebody();
  await verifier.goto(ministry());
  await signIn(verifier, person("ministry_verifier", "nasional"));
  await link(verifier, region).click();
  const boxes = verifier.getByRole("checkbox");
  await expect(boxes).toHaveCount(5);
  for (const box of await boxes.all()) await box.check();
  await button(verifier, "Semua sudah diperiksa").click();
  await expect(verifier.getByText("Persetujuan diberikan oleh orang lain")).toBeVisible();
  const admin = await somebody();
  await admin.goto(`${ministry()}/?rak=setujui`);
  await signIn(admin, person("ministry_admin", "nasional"));
  await link(admin, region).click();
  await button(admin, `Setujui ${region}`).click();
  await expect(heading(admin, "Balai sudah buka")).toBeVisible({ timeout: 60_000 });
}

test("an owner opens her hall with all starter services in under ten minutes and sixty clicks", async ({
  page,
  somebody,
}) => {
  await test.step("the region is let in", async () => {
    await signUp(page, pointer, "Wonogiri", owner, undefined, "Dengan katalog awal");
    await confirm(page, pointer, owner);
    await approve(somebody);
    await readLetter(page, pointer, owner.email, `Balai ${region} siap`);
  });

  const { tally, hands } = counted(pointer);
  const began = Date.now();
  const write = (label, text) => hands.write(page, page.getByLabel(label, { exact: true }), text);
  const press = (control) => hands.press(page, control);
  // the way back to the start counts too
  const step = async (action, look) => {
    await press(page.getByRole("link", { name: region }).first());
    await press(page.getByRole("link", { name: action }).or(page.getByRole("button", { name: action })));
    await screen(page, look);
  };

  await test.step("she takes the invitation", async () => {
    await press(letterLink(page, "/undangan/"));
    await write("Nama lengkap", owner.name);
    await write("Kata sandi baru", "gunung gandul pagi hari");
    const secret = (await page.locator(".b-key").innerText()).replace(/\s/g, "");
    await write("Kode enam angka", code(secret));
    await press(button(page, "Buat akun dan masuk"));
    await expect(page.getByText("Undangan diterima.")).toBeVisible();
    await press(link(page, region));
    await expect(page.getByText("Kesiapan")).toBeVisible();
    await screen(page, "langkah-awal");
  });

  await test.step("she writes where the hall is, how to ask and where to complain", async () => {
    await step("Tulis alamat", "balai-identitas");
    await write("Alamat", "Jalan Kabupaten 4, Wonogiri");
    await write("Telepon", "0273 321 006");
    await write("Tempat mengadu", "Meja informasi, atau SP4N-LAPOR!");
    await press(button(page, "Simpan nama dan alamat"));
    await expect(page.getByText("Tersimpan dan langsung berlaku")).toBeVisible();
  });

  await test.step("she writes the hours, though the usual ones stand there", async () => {
    await step("Ubah Jam buka", "balai-jam");
    for (const day of ["Senin", "Selasa", "Rabu", "Kamis", "Jumat"]) await write(day, "08.00-15.00");
    await press(button(page, "Simpan jam buka"));
    await expect(page.getByText("Tersimpan dan langsung berlaku")).toBeVisible();
  });

  await test.step("she sets the pledge, whose usual words stand there", async () => {
    await step("Tetapkan maklumat", "balai-maklumat");
    await write("Ditetapkan oleh", "Kepala DPMPTSP Kabupaten Wonogiri");
    await press(page.getByRole("button", { name: "Simpan maklumat" }));
    await expect(page.getByText("Tersimpan dan langsung berlaku")).toBeVisible();
  });

  await test.step("one decree for all, and they are public", async () => {
    await step("Terbitkan layanan", "katalog-pembukaan");
    await write("Nomor SK", "188/77/2026");
    await write("Ditetapkan", "2-11-2026");
    await write("Berlaku sejak", "3-11-2026");
    await press(button(page, "Tetapkan dan terbitkan"));
    await expect(page.getByText("98 layanan terbit")).toBeVisible();
    await screen(page, "katalog-terbuka");
  });

  const minutes = (Date.now() - began) / 60_000;
  console.log(`from the invitation to an open hall: ${tally.clicks} clicks, ${minutes.toFixed(1)} minutes of a machine`);
  expect(tally.clicks).toBeLessThan(60);
  expect(minutes).toBeLessThan(10);

  await test.step("nothing that is needed is missing, and citizens see it", async () => {
    await page.goto(`${hall}/kelola`);
    await expect(page.getByText("Kesiapan 100 %")).toBeVisible();
    await expect(heading(page, "Siap dibuka untuk warga")).toBeVisible();
    await screen(page, "langkah-selesai");
    const citizen = await somebody();
    await citizen.goto(hall);
    await expect(citizen.getByText("Jalan Kabupaten 4, Wonogiri").first()).toBeVisible();
    await expect(citizen.getByText("98 layanan").first()).toBeVisible();
    await screen(citizen, "balai-terbuka");
    await citizen.goto(`${hall}/maklumat`);
    await screen(citizen, "maklumat");
  });
});
