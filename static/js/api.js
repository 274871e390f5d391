/* Try API routes out: send the values of the fields, show the request as a shell command, and show the response. */
"use strict";

const formAddress = (form) => {
  let path = form.dataset.path;
  const query = new URLSearchParams();
  for (const field of form.querySelectorAll("[data-in]")) {
    const value = field.value.trim();
    if (field.dataset.in === "path") path = path.replace(`{${field.name}}`, encodeURIComponent(value || "-"));
    else if (value) query.append(field.name, value);
  }
  const asked = query.toString().replaceAll("%2C", ",");
  return path + (asked ? `?${asked}` : "");
};

const show = async (form) => {
  const answer = form.querySelector(".api-answer");
  const status = form.querySelector(".api-status");
  const result = form.querySelector(".api-result code");
  const address = formAddress(form);
  form.querySelector(".api-curl code").textContent = `curl '${location.origin}${address.replaceAll("'", "%27")}'`;
  answer.hidden = false;
  status.textContent = status.dataset.waiting;
  result.textContent = "";
  const begun = performance.now();
  try {
    const response = await fetch(address, { headers: { "Accept-Language": document.documentElement.lang } });
    const text = await response.text();
    const limit = response.headers.get("RateLimit");
    const took = `${Math.round(performance.now() - begun)} ms`;
    status.textContent = [response.status, took, ...(limit ? [`RateLimit: ${limit}`] : [])].join(" · ");
    try {
      result.textContent = JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      result.textContent = text;
    }
  } catch {
    status.textContent = status.dataset.failed;
  }
};

const openTarget = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) {
    target.open = true;
    target.scrollIntoView();
  }
};

for (const form of document.querySelectorAll("form.api-try")) {
  form.classList.add("api-live");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(form);
  });
}
addEventListener("hashchange", openTarget);
openTarget();
