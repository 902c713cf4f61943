// Shows the view that the program sends: in place, so that neither the page in view nor the focus is lost.

const $ = (id) => document.getElementById(id)

const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`

const made = (name, attributes = {}, ...children) => {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  element.append(...children)
  return element
}

/** Give a text to an element, and leave it alone where it has it: a live region speaks at each change. */
const say = (element, text) => {
  if (element.textContent !== text) element.textContent = text
}

/** Make the children of an element those of a list, each known by its key: what stays isn't touched. */
const reconcile = (parent, items, create, update, refuge) => {
  const wanted = new Set(items.map((item) => item.key))
  for (const child of [...parent.children]) {
    if (wanted.has(child.dataset.key)) continue
    if (child.contains(document.activeElement)) refuge.focus({ preventScroll: true })
    child.remove()
  }
  const have = new Map([...parent.children].map((child) => [child.dataset.key, child]))
  let at = parent.firstElementChild
  for (const item of items) {
    const child = have.get(item.key) ?? create(item)
    child.dataset.key = item.key
    update(child, item)
    if (child === at) at = at.nextElementSibling
    else parent.insertBefore(child, at)
  }
}

// ---------------------------------------------------------------------------------------------------------- pages

let view = null
let width = 0

const sheet = (page) => {
  const picture = made("img", { loading: "lazy", decoding: "async" })
  return made("figure", {}, picture, made("figcaption", {}, made("span"), made("a")))
}

const place = (page) => `page-${page.key}`

const showSheet = (figure, page) => {
  const [picture, caption] = figure.children
  const [name, text] = caption.children
  const source = `${page.picture}?width=${width}`
  figure.id = place(page)
  figure.className = page.side
  picture.alt = `Page ${page.label}`
  picture.width = Math.round(view.size[0] * 10)
  picture.height = Math.round(view.size[1] * 10)
  if (picture.getAttribute("src") !== source) {
    if (picture.dataset.picture && picture.dataset.picture !== page.picture) figure.classList.add("changed")
    picture.dataset.picture = page.picture
    picture.src = source
  }
  say(name, page.opens.length ? `Page ${page.label}: ${page.opens.join(", ")}` : `Page ${page.label}`)
  text.hidden = !page.text
  if (page.text) text.href = `epub/${page.text}`
  text.setAttribute("aria-label", `Text of page ${page.label}`)
  say(text, "Text")
}

/** Ask for pictures as wide as they are shown, so that each of their points is one of the screen's. */
const measure = () => {
  const figure = $("sheets").firstElementChild
  const shown = figure ? figure.clientWidth : Math.min($("shown").clientWidth, 800)
  if (!shown) return false
  const before = width
  width = Math.max(100, Math.min(3200, Math.round(shown * devicePixelRatio)))
  return width !== before
}

/** Do something to the page, and leave what is in view where it was. */
const inPlace = (change) => {
  const seen = [...$("sheets").children].find((figure) => figure.getBoundingClientRect().bottom > 60)
  const before = seen?.getBoundingClientRect().top
  change()
  if (seen?.isConnected && window.scrollY > 0) {
    window.scrollBy({ top: seen.getBoundingClientRect().top - before, behavior: "instant" })
  }
}

const showPages = () => {
  reconcile($("sheets"), view.pages, sheet, showSheet, $("title"))
  if (measure()) reconcile($("sheets"), view.pages, sheet, showSheet, $("title"))
}

// ------------------------------------------------------------------------------------------------------- contents

const link = () => made("li", {}, made("a"))

const showContents = () => {
  const openings = view.pages.flatMap((page) =>
    page.opens.map((title, number) => ({ key: `${page.key} ${number}`, title, page })))
  reconcile($("openings"), openings, link, (item, { title, page }) => {
    const [anchor] = item.children
    anchor.href = `#${encodeURIComponent(place(page))}`
    if (anchor.dataset.text === `${title} ${page.label}`) return
    anchor.dataset.text = `${title} ${page.label}`
    const number = made("span", { class: "number" }, page.label)
    anchor.replaceChildren(made("span", {}, title), " ", number)
  }, $("title"))
  reconcile($("numbers"), view.pages, link, (item, page) => {
    const [anchor] = item.children
    anchor.href = `#${encodeURIComponent(place(page))}`
    anchor.setAttribute("aria-label", `Page ${page.label}`)
    say(anchor, page.label)
  }, $("title"))
}

// ------------------------------------------------------------------------------------------------------- findings

const finding = () => {
  const row = made("tr", { role: "row" })
  for (const name of ["severity", "place", "finding"]) row.append(made("td", { role: "cell", class: name }))
  const about = made("details", {}, made("summary"))
  row.lastElementChild.append(made("p"), made("p", { class: "quote" }), made("p", { class: "hint" }), about)
  return row
}

const showFinding = (row, each) => {
  row.className = each.severity
  const [severity, where, told] = row.children
  say(severity, each.severity === "error" ? "Error" : "Warning")
  say(where, `${each.file}:${each.line}`)
  const [message, quote, hint, about] = told.children
  say(message, each.message)
  const [before, words, behind] = each.quote
  quote.replaceChildren(...(words ? [before, made("mark", {}, words), behind] : []))
  say(hint, each.hint)
  hint.hidden = !each.hint
  if (about.dataset.code === each.code) return
  about.dataset.code = each.code
  const rule = view.rules[each.code]
  const clause = rule.clause ? [made("p", {}, `Asked for by ${rule.clause}.`)] : []
  about.replaceChildren(made("summary", {}, each.code), made("p", {}, rule.says ?? ""),
    made("pre", {}, rule.example ?? ""), made("p", {}, rule.mend ?? ""), ...clause)
}

const showFindings = () => {
  const count = view.errors + view.warnings
  reconcile($("rows"), view.findings, finding, showFinding, $("findings-heading"))
  $("rows").parentElement.hidden = count === 0
  $("nothing").hidden = count > 0
  $("more").hidden = count === view.findings.length
  say($("more"), `And ${count - view.findings.length} more: publish check lists them all.`)
}

// -------------------------------------------------------------------------------------------------------- message

const sum = () => [
  ...(view.errors ? [counted(view.errors, "error")] : []),
  ...(view.warnings ? [counted(view.warnings, "warning")] : []),
].join(", ")

const showMessage = () => {
  const stopped = !view.current && view.pages.length ? ": these are the last good pages." : "."
  const first = view.findings[0]
  const count = view.trouble ? "The preview is in trouble" : counted(view.errors, "error")
  say($("message-count"), `${count}${stopped}`)
  say($("message-first"), view.trouble || (first ? `${first.file}:${first.line}: ${first.message}` : ""))
  $("message").hidden = !view.trouble && !view.errors
}

let shown = 0

const showStatus = () => {
  const found = sum() || "nothing to mend"
  const pages = counted(view.pages.length, "page")
  if (view.trouble) say($("status"), `Trouble: ${view.trouble}`)
  else if (!view.current) say($("status"), `${found}${view.pages.length ? ": the last good pages are shown" : ""}`)
  else say($("status"), `${shown > 1 ? "Updated: " : ""}${pages}, ${found}`)
  say($("title"), view.title)
  document.title = `${view.errors ? `(${view.errors}) ` : ""}${view.title} – preview`
}

// ----------------------------------------------------------------------------------------------------------- EPUB

const reader = $("reader")
let read = { path: "", version: "" }

const address = (path) => `epub/${path.split("/").map(encodeURIComponent).join("/")}`

/** Show a document; the one that is open already is read again where it stands. */
const open = (path) => {
  const chapter = view.chapters.find((each) => each.path === path)
  if (!chapter || (chapter.path === read.path && chapter.version === read.version)) return
  const again = chapter.path === read.path
  read = { ...chapter }
  reader.title = `EPUB: ${chapter.title}`
  if (again) reader.contentWindow.location.reload()
  else reader.contentWindow.location.replace(address(path))
}

const showChapters = () => {
  const options = view.chapters.map((each) => ({ ...each, key: each.path }))
  reconcile($("chapter"), options, () => made("option"), (option, each) => {
    option.value = each.path
    say(option, each.title)
  }, $("title"))
  if ($("epub").hidden) return
  open(view.chapters.some((each) => each.path === read.path) ? read.path : view.chapters[0]?.path)
}

const choose = (name) => {
  for (const each of ["pages", "epub"]) {
    $(each).hidden = each !== name
    $(`show-${each}`).setAttribute("aria-pressed", String(each === name))
  }
  if (view) {
    if (name === "pages") inPlace(showPages)
    else showChapters()
  }
}

/** Follow where a reader goes inside the EPUB; what leads out of it opens a window of its own. */
const arrived = () => {
  const inside = reader.contentDocument
  const path = decodeURIComponent(inside?.location.pathname ?? "").replace(/^\/epub\//, "")
  const chapter = view?.chapters.find((each) => each.path === path)
  if (!chapter) return
  read = { ...chapter }
  $("chapter").value = path
  reader.title = `EPUB: ${chapter.title}`
  inside.addEventListener("click", (event) => {
    const anchor = event.target.closest?.("a[href]")
    if (!anchor || anchor.origin === location.origin) return
    event.preventDefault()
    window.open(anchor.href, "_blank", "noopener")
  })
}

// --------------------------------------------------------------------------------------------------------- events

const show = (next) => {
  view = next
  shown += 1
  inPlace(() => {
    showMessage()
    showPages()
    showContents()
    showFindings()
  })
  showChapters()
  showStatus()
  document.documentElement.dataset.shown = String(shown)
}

const remembered = (key) => {
  try {
    return localStorage.getItem(key) ?? ""
  } catch {
    return ""
  }
}

const remember = (key, value) => {
  try {
    localStorage.setItem(key, value)
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

const facing = (yes) => {
  $("sheets").classList.toggle("spreads", yes)
  $("spreads").setAttribute("aria-pressed", String(yes))
}

const narrow = (device) => {
  reader.style.maxWidth = device ? `${device}px` : ""
}

$("show-pages").addEventListener("click", () => choose("pages"))
$("show-epub").addEventListener("click", () => choose("epub"))
$("open-contents").addEventListener("click", ({ currentTarget }) => {
  currentTarget.setAttribute("aria-expanded", String(currentTarget.getAttribute("aria-expanded") === "false"))
})
$("spreads").addEventListener("click", () => {
  const yes = $("spreads").getAttribute("aria-pressed") === "false"
  remember("spreads", yes ? "yes" : "")
  inPlace(() => facing(yes))
})
$("chapter").addEventListener("change", () => open($("chapter").value))
$("device").addEventListener("change", () => {
  remember("device", $("device").value)
  narrow($("device").value)
})
reader.addEventListener("load", arrived)
$("sheets").addEventListener("click", (event) => {
  const anchor = event.target.closest("figcaption a")
  if (!anchor) return
  event.preventDefault()
  choose("epub")
  reader.contentWindow.location.replace(anchor.href)
  reader.focus()
})
$("contents").addEventListener("click", (event) => {
  const anchor = event.target.closest("a")
  if (!anchor || $("epub").hidden) return
  event.preventDefault()
  const page = view.pages.find((each) => place(each) === decodeURIComponent(anchor.hash.slice(1)))
  if (page?.text) reader.contentWindow.location.replace(`epub/${page.text}`)
})

$("sheets").addEventListener("animationend", (event) => event.target.parentElement.classList.remove("changed"))

let waiting = 0
new ResizeObserver(() => {
  clearTimeout(waiting)
  waiting = setTimeout(() => {
    if (view && !$("pages").hidden && measure()) inPlace(showPages)
  }, 150)
}).observe($("sheets"))

facing(remembered("spreads") === "yes")
$("device").value = remembered("device") || $("device").value
narrow($("device").value)

const events = new EventSource("events")
events.addEventListener("view", (event) => show(JSON.parse(event.data)))
events.addEventListener("doing", (event) => say($("doing"), JSON.parse(event.data)))
events.addEventListener("error", () => {
  say($("doing"), "")
  say($("status"), "The preview has ended; start it again in the terminal.")
})
