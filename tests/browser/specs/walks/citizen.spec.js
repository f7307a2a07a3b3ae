// A citizen with a telephone opens her account by keyboard, comes back to the page that sent her, and
// recovers the account when its password is forgotten.
import { keyboard } from "../../hands.js";
import { code } from "../../totp.js";
import { codeTo, letterTo } from "../../post.js";
import { account, expect, hall, screen, test } from "../../site.js";

const number = "0812-5550-0199";
const shown = "+62 812-5550-0199";

test("a citizen registers with her telephone, forgets her password and comes back", async ({ somebody }) => {
  const page = await somebody();
  const button = (name) => page.getByRole("button", { name, exact: true });
  let first;

  await test.step("a page of a region sends her to sign in, and she has no account", async () => {
    await page.goto(`${hall()}/masuk?ke=%2Flayanan`);
    await expect(page.getByText("Untuk melanjutkan ke Kabupaten Sragen")).toBeVisible();
    await screen(page, "akun-masuk");
    await keyboard.press(page, page.getByRole("link", { name: "Buat Akun Balai" }));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Buat Akun Balai");
    await screen(page, "akun-daftar");
  });

  await test.step("a landline is no telephone for codes, her own is", async () => {
    await keyboard.write(page, page.getByLabel("Surel atau nomor ponsel"), "0271 891173");
    await keyboard.press(page, button("Lanjut"));
    await expect(page.locator("#kontak-error")).toContainText("telepon rumah");
    await screen(page, "akun-daftar-salah");
    await keyboard.write(page, page.getByLabel("Surel atau nomor ponsel"), number);
    await keyboard.press(page, button("Lanjut"));
    await expect(page.getByText(shown)).toBeVisible();
    await screen(page, "akun-daftar-kode");
    first = await codeTo(somebody, shown);
    await keyboard.write(page, page.getByLabel("Kode enam angka"), first === "000000" ? "000001" : "000000");
    await keyboard.press(page, button("Lanjut"));
    await expect(page.locator("#kode-error")).toContainText("tidak cocok");
    await screen(page, "akun-daftar-kode-salah");
    await keyboard.write(page, page.getByLabel("Kode enam angka"), first);
    await keyboard.press(page, button("Lanjut"));
  });

  await test.step("her name is one word, her password is four", async () => {
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Siapa nama Anda?");
    await screen(page, "akun-daftar-nama");
    await keyboard.write(page, page.getByLabel("Nama lengkap"), "Sukarti");
    await keyboard.press(page, button("Lanjut"));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Buat kata sandi");
    const hint = page.locator("[data-strength]");
    await expect(hint).toHaveRole("status");
    await expect(hint).toBeEmpty();
    const sent = [];
    page.on("request", (request) => sent.push(request.url()));
    for (const [typed, said] of [
      ["sepeda hujan", "lemah"],
      ["sepeda hujan lonceng", "baik"],
      ["sepeda hujan pagi", "cukup"],
      ["aaaaaaaaaaaaaaaaaaaaaaaa", "lemah"],
      ["1234567890 qwertyuiop", "lemah"],
      ["password password password", "lemah"],
      ["Sukarti sukarti sukarti", "lemah"],
    ]) {
      await page.getByLabel("Kata sandi").fill(typed);
      await expect(hint, typed).toContainText(`Perkiraan kekuatan: ${said}.`);
    }
    await page.getByLabel("Kata sandi").fill("");
    await expect(hint).toBeEmpty();
    await page.getByLabel("Kata sandi").fill("sepeda hujan pagi");
    await screen(page, "akun-daftar-sandi");
    expect(sent, "what is typed stays here").toEqual([]);
    await keyboard.write(page, page.getByLabel("Kata sandi"), "sukartisukartisukarti");
    await keyboard.press(page, button("Buat akun"));
    await expect(hint).toContainText("Kekuatan:");
    await expect(hint.getByRole("meter")).toBeVisible();
    await screen(page, "akun-daftar-sandi-lemah");
    await keyboard.write(page, page.getByLabel("Kata sandi"), "sepeda hujan lonceng tikar");
    await keyboard.press(page, button("Buat akun"));
    await expect(page).toHaveURL(`${hall()}/layanan`);
    await page.goto(account());
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sukarti");
    await screen(page, "akun-warga");
  });

  await test.step("on another telephone she recovers the account, and the first one is signed out", async () => {
    const other = await somebody();
    await other.goto(`${account()}/masuk`);
    await other.getByRole("link", { name: "Pulihkan akun" }).click();
    await screen(other, "akun-pulihkan");
    await other.getByLabel("Surel atau nomor ponsel").fill(number);
    await other.getByRole("button", { name: "Lanjut" }).click();
    const second = await codeTo(somebody, shown, first);
    await other.getByLabel("Kode delapan angka").fill(second);
    await other.getByRole("button", { name: "Lanjut" }).click();
    await expect(other.getByRole("heading", { level: 1 })).toHaveText("Buat kata sandi baru");
    await screen(other, "akun-pulihkan-sandi");
    await other.getByLabel("Kata sandi").fill("pohon ember kuda lemari");
    await other.getByRole("button", { name: "Simpan dan masuk" }).click();
    await expect(other.getByRole("heading", { level: 1 })).toHaveText("Sukarti");
    await page.goto(account());
    await expect(page).toHaveURL(/\/masuk/);
    await other.close();
  });
});

test("a citizen fills in her NIK, sets up a second code and keeps her recovery codes", async ({ somebody }) => {
  const page = await somebody();
  const button = (name) => page.getByRole("button", { name, exact: true });
  const link = (name) => page.getByRole("link", { name, exact: true });
  const email = "dewi.anggraini@contoh.id";

  await test.step("she registers with e-mail", async () => {
    await page.goto(`${account()}/daftar`);
    await page.getByLabel("Surel atau nomor ponsel").fill(email);
    await button("Lanjut").click();
    await page.getByLabel("Kode enam angka").fill(await codeTo(somebody, email));
    await button("Lanjut").click();
    await page.getByLabel("Nama lengkap").fill("Dewi Anggraini");
    await button("Lanjut").click();
    await page.getByLabel("Kata sandi").fill("sepeda hujan lonceng tikar");
    await button("Buat akun").click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Dewi Anggraini");
    await screen(page, "akun-beranda");
  });

  await test.step("her number is masked until she asks", async () => {
    await link("Profil saya").click();
    await screen(page, "akun-profil-kosong");
    await link("Isi NIK").click();
    await keyboard.write(page, page.getByLabel("NIK"), "331401520890000");
    await keyboard.press(page, button("Simpan"));
    await expect(page.locator("#nik-error")).toContainText("Yang Anda tulis 15");
    await screen(page, "akun-nik-salah");
    await keyboard.write(page, page.getByLabel("NIK"), "3314 0152 0890 0001");
    await keyboard.press(page, button("Simpan"));
    await expect(page.getByText("3314********0001")).toBeVisible();
    await screen(page, "akun-profil");
    await keyboard.press(page, button("Tampilkan"));
    await expect(page.getByText("3314 0152 0890 0001")).toBeVisible();
    await screen(page, "akun-profil-terbuka");
    await page.getByRole("button", { name: "Sembunyikan" }).click();
    await expect(page.getByText("3314********0001")).toBeVisible();
  });

  await test.step("a second code from an app", async () => {
    await page.goto(`${account()}/keamanan`);
    await screen(page, "akun-keamanan");
    await page.getByRole("button", { name: "Pasang kode kedua" }).click();
    await screen(page, "akun-kode-kedua");
    const secret = (await page.locator(".b-key").textContent()).replaceAll(" ", "");
    await keyboard.write(page, page.getByLabel("Kode enam angka"), code(secret));
    await keyboard.press(page, button("Pasang"));
    await expect(page.locator(".b-key")).toHaveCount(10);
    await screen(page, "akun-kode-pemulihan");
  });

  await test.step("the telephone is gone: one recovery code lets her in, once", async () => {
    const recovery = await page.locator(".b-key").first().textContent();
    const other = await somebody();
    await other.goto(`${account()}/masuk`);
    await other.getByLabel("Surel atau nomor ponsel").fill(email);
    await other.getByLabel("Kata sandi").fill("sepeda hujan lonceng tikar");
    await other.getByRole("button", { name: "Lanjut" }).click();
    await other.getByLabel("Kode enam angka").fill(recovery);
    await other.getByRole("button", { name: "Masuk" }).click();
    await expect(other.getByRole("heading", { level: 1 })).toHaveText("Dewi Anggraini");
    await other.getByRole("link", { name: "Riwayat masuk" }).click();
    await expect(other.getByText("Masuk", { exact: true }).first()).toBeVisible();
    await screen(other, "akun-riwayat");
    await other.goto(`${account()}/keamanan`);
    await expect(other.getByText("Tersisa 9 kode.")).toBeVisible();
    await screen(other, "akun-keamanan-terpasang");
  });
});

test("a citizen changes her address, and the old one takes it back", async ({ somebody }) => {
  const page = await somebody();
  const button = (name) => page.getByRole("button", { name, exact: true });
  const [old, other] = ["rina@contoh.id", "rina.baru@contoh.id"];

  await test.step("she registers in English", async () => {
    await page.goto(`${account()}/daftar`);
    await page.getByRole("link", { name: "English" }).click();
    await screen(page, "akun-daftar-en");
    await page.getByLabel("E-mail address or phone number").fill(old);
    await button("Continue").click();
    await page.getByLabel("Six-digit code").fill(await codeTo(somebody, old));
    await button("Continue").click();
    await page.getByLabel("Full name").fill("Rina");
    await button("Continue").click();
    await page.getByLabel("Password").fill("sepeda hujan lonceng tikar");
    await button("Create account").click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Rina");
    await page.getByRole("link", { name: "Bahasa Indonesia" }).click();
  });

  await test.step("another address is shown to be hers", async () => {
    await page.goto(`${account()}/profil`);
    await page.getByRole("link", { name: "Ganti surel atau nomor ponsel" }).click();
    await screen(page, "akun-ganti");
    await keyboard.write(page, page.getByLabel("Surel atau nomor ponsel"), other);
    await keyboard.press(page, button("Lanjut"));
    await keyboard.write(page, page.getByLabel("Kode enam angka"), await codeTo(somebody, other));
    await keyboard.press(page, button("Simpan"));
    await expect(page.getByText(other)).toBeVisible();
    await screen(page, "akun-profil-diganti");
  });

  await test.step("the letter to the old address takes it back", async () => {
    const post = await somebody();
    await letterTo(post, old, "diganti");
    await screen(post, "surat-ganti");
    await post.getByRole("link", { name: /batal-ganti/ }).click();
    await expect(post.getByText(old)).toBeVisible();
    await screen(post, "akun-batal-ganti");
    await post.getByRole("button", { name: "Kembalikan" }).click();
    await expect(post.getByRole("heading", { level: 1 })).toHaveText("Akun Anda kembali seperti semula");
    await screen(post, "akun-batal-ganti-selesai");
    await page.goto(account());
    await expect(page).toHaveURL(/\/masuk/);
  });
});
