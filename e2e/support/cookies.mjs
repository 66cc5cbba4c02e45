// The cookies that an answer sets, as the next request sends them back. The Node of Debian 12 has no getSetCookie and joins the
// lines with commas; a comma inside a date is followed by no name with an equals sign.
export function cookiesOf(answer) {
  const lines = (answer.headers.get("set-cookie") ?? "").split(/,\s*(?=[^;,\s=]+=)/);
  return lines.map((line) => line.split(";")[0]).filter((pair) => pair !== "");
}
