// The movable map: the same places and flows as the drawn one beneath it, which stays where WebGL is absent.

const FAMILIES = ["in", "out", "here", "room", "harm", "other"];

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function byFamily() {
  return ["match", ["get", "family"], ...FAMILIES.flatMap((f) => [f, colour(f)]), colour("other")];
}

function webgl() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2"));
}

function classic(address) {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    script.onerror = () => failed(new Error("the outlines could not be loaded"));
    document.head.append(script);
  });
}

function dressed(address) {
  return new Promise((done, failed) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    link.onload = done;
    link.onerror = () => failed(new Error("the map's style could not be loaded"));
    document.head.append(link);
  });
}

async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return answer.json();
}

// The atlas's rings leap at the date line; continued beyond 180 degrees they fill as they should.
function unwrap(ring) {
  let last = ring[0][0];
  return ring.map(([lon, lat]) => {
    last = lon + 360 * Math.round((last - lon) / 360);
    return [last, lat];
  });
}

function outlines(atlas) {
  const countries = globalThis.topojson.feature(atlas, atlas.objects.countries);
  for (const { geometry } of countries.features) {
    if (geometry?.type === "Polygon") geometry.coordinates = geometry.coordinates.map(unwrap);
    if (geometry?.type === "MultiPolygon") geometry.coordinates = geometry.coordinates.map((part) => part.map(unwrap));
  }
  return countries;
}

function style(data, atlas) {
  const countries = outlines(atlas);
  const concerned = ["in", ["get", "name"], ["literal", data.countries]];
  const text = { "text-size": 12, "text-font": ["sans-serif"] };
  const halo = { "text-halo-color": colour("land-2"), "text-halo-width": 1.6 };
  const source = (content) => ({ type: "geojson", data: content });
  return {
    version: 8,
    sources: {
      countries: source(countries), areas: source(data.areas), places: source(data.places),
      flows: source(data.flows), heads: source(data.heads), middles: source(data.middles),
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("sea") } },
      { id: "land", type: "fill", source: "countries", paint: { "fill-color": ["case", concerned, colour("land-2"), colour("land")] } },
      { id: "borders", type: "line", source: "countries", paint: { "line-color": colour("border"), "line-width": ["case", concerned, 1.3, 0.8] } },
      { id: "areas", type: "fill", source: "areas", paint: { "fill-color": colour("ink"), "fill-opacity": 0.055 } },
      { id: "edges", type: "line", source: "areas", paint: { "line-color": colour("ink-2"), "line-width": 0.9, "line-dasharray": [3, 3] } },
      { id: "flows", type: "line", source: "flows", filter: ["get", "confirmed"], layout: { "line-cap": "round" }, paint: { "line-color": byFamily(), "line-width": ["get", "width"], "line-opacity": ["case", ["get", "vague"], 0.5, 1] } },
      { id: "flows-unconfirmed", type: "line", source: "flows", filter: ["!", ["get", "confirmed"]], paint: { "line-color": byFamily(), "line-width": ["get", "width"], "line-dasharray": [3, 2], "line-opacity": ["case", ["get", "vague"], 0.5, 1] } },
      { id: "points", type: "circle", source: "places", filter: ["get", "point"], paint: { "circle-radius": 4, "circle-color": colour("ink"), "circle-stroke-color": colour("paper"), "circle-stroke-width": 1.2 } },
      { id: "heads", type: "symbol", source: "heads", layout: { ...text, "text-field": "▲", "text-size": 15, "text-rotate": ["get", "turn"], "text-rotation-alignment": "map", "text-offset": [0, 0.35], "text-allow-overlap": true, "text-ignore-placement": true }, paint: { "text-color": byFamily() } },
      { id: "flow-names", type: "symbol", source: "middles", layout: { ...text, "text-field": ["get", "text"], "symbol-sort-key": ["-", 0, ["get", "weight"]], "text-variable-anchor": ["bottom", "top", "left", "right"], "text-radial-offset": 0.4, "text-justify": "auto" }, paint: { ...halo, "text-color": byFamily() } },
      { id: "names", type: "symbol", source: "places", layout: { ...text, "text-field": ["get", "name"], "symbol-sort-key": ["-", 0, ["get", "claims"]], "text-variable-anchor": ["left", "right", "top", "bottom", "center"], "text-radial-offset": 0.6, "text-justify": "auto" }, paint: { ...halo, "text-color": ["case", ["get", "point"], colour("ink"), colour("ink-2")] } },
    ],
  };
}

// The data say their words in English; where the page speaks another language it brings its words along.
function said(data, words) {
  if (!words) return data;
  for (const collection of [data.places, data.flows, data.middles]) {
    for (const { properties } of collection.features) {
      for (const key of ["name", "text"]) properties[key] = words[properties[key]] ?? properties[key];
    }
  }
  return data;
}

function opens(map, layer) {
  map.on("click", layer, (event) => {
    const key = event.features[0].properties.key;
    document.querySelector(`.flows [data-opens="event/${CSS.escape(key)}"]`)?.click();
  });
  map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
  map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
}

export async function draw(frame) {
  performance.mark("map-asked");
  if (!webgl()) throw new Error("this browser has no WebGL 2");
  const words = frame.dataset.words && JSON.parse(frame.dataset.words);
  const [maplibre, data, atlas] = await Promise.all([
    import(frame.dataset.maplibre), json(frame.dataset.map).then((found) => said(found, words)), json(frame.dataset.atlas), classic(frame.dataset.topojson), dressed(frame.dataset.style),
  ]);
  if (!data.box) return;
  maplibre.setWorkerUrl(new URL(frame.dataset.worker, location.href).href);
  const live = frame.querySelector("#map-live");
  live.hidden = false;
  const [west, south, east, north] = data.box;
  const map = new maplibre.Map({
    container: live, style: style(data, atlas), bounds: [[west, south], [east, north]],
    attributionControl: false, cooperativeGestures: true, dragRotate: false, pitchWithRotate: false,
    maxPitch: 0, renderWorldCopies: false, locale: words ?? {},
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibre.ScaleControl(), "bottom-left");
  opens(map, "flows");
  opens(map, "flows-unconfirmed");
  map.once("idle", () => {
    frame.classList.add("is-live");
    performance.measure("map", "map-asked");
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => map.setStyle(style(data, atlas)));
}
