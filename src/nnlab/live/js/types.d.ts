// What Python and these files agree on: the values of each kind of part, under the names of its
// synced traits (tests/live/test_types.py compares them), and what a view is handed.

export type Place = [x: number, y: number];
export type Bounds = [x0: number, x1: number, y0: number, y1: number];
export type Tick = [value: number, label: string];
export type Ink = Record<string, string>; // the theme's colours, by name

export interface Values {
  text: string; error: string; way_back: string; classes: string[]; hidden: boolean;
}
export interface SliderValues extends Values {
  name: string; value: number; minimum: number; maximum: number; step: number;
  scale: "linear" | "log"; decimals: number; signed: boolean; words: string; unit: string;
}
export interface ChoiceValues extends Values {
  name: string; options: string[]; value: string;
}
export interface SelectValues extends ChoiceValues {
  words: string;
}
export interface TextBoxValues extends Values {
  name: string; action: string; value: string; fixed: boolean; hint: string;
}
export interface PanelValues extends Values {
  html: string; live: boolean;
}
export interface PredictionValues extends Values {
  question: string; choices: string[];
  answer: { choice?: number; sure?: boolean; first?: string; verdict?: string; reply?: string; right?: number[] };
}

// See pictures/marks.py.
export interface Line {
  segment: Place[] | null; anchor: Place | null; head: Place | null; label: string; label_at: Place | null;
  draggable: boolean; selected: boolean; dashed: boolean; thin: boolean; moves: "line" | "itself"; length?: number | null;
}
export interface Path { points: Place[]; dashed?: boolean; thin?: boolean; dots?: boolean; dotted?: boolean; faint?: number; side?: number }
export type Point = [x: number, y: number, target: number, wrong: boolean, count: number, hollow?: boolean, tone?: number];
export type Wish = [x: number, y: number, pull: number, says: string];
export interface PlaneValues extends Values {
  bounds: Bounds; field: DataView; size: number; crisp: boolean; points: Point[]; n_classes: number;
  lines: Line[]; contours: Place[][]; curves: Path[]; cue: string; values: string[]; stretch: boolean; focus: { index?: number; text?: string }; ticks: [Tick[], Tick[]]; x_name: string; y_name: string; note: string;
  wishes: Wish[]; selected: number; probe: { x?: number; y?: number; text?: string }; probing: boolean;
  names: { lines?: [string, string][]; points?: string[]; place?: string };
}
export interface Steps { n: number; name: string; dash: string; soft: boolean }
export interface CurveValues extends Values {
  lines: Steps[]; data: DataView; bounds: Bounds; log: boolean; ticks: [Tick[], Tick[]]; levels: Tick[]; notes: Tick[];
  marker: { x?: number; y?: number | null; text?: string; draggable?: boolean; last?: number; asks?: string };
  pin: { x?: number; text?: string }; ahead: string; bare: boolean; fog: boolean; cue: string;
  x_name: string; y_name: string; steady: boolean; beat: number;
}
// See pictures/cases.py and pictures/pixels.py.
export type Brick = [row: number, from: number, to: number];
export interface Column { bits: number[]; floor: number; bricks: Brick[]; z: number; target: number; wrong: boolean; grip: boolean }
export interface CasesValues extends Values {
  rows: string[]; columns: Column[]; reach: [number, number]; ticks: Tick[]; sides: [string, string]; selected: number; cue: string; title: string; names: string[];
}
export interface PixelsValues extends Values {
  cells: DataView; side: number; signed: boolean; strokes: DataView; selected: number; changed: number[]; hint: number; advice: string; caption: string; editable: boolean; cue: string;
}
// See pictures/pad.py.
export interface PadValues extends Values {
  cells: DataView; frame: [left: number, top: number, width: number, height: number]; strokes: Place[][]; ground: DataView; looks: DataView; wide: number; rubber: number; rubbing: boolean; fresh: boolean; cue: string;
}
export interface FilmValues extends Values {
  bounds: Bounds; size: number; fields: DataView; power: number; frames: [epoch: number, name: string, right: number][]; of: number;
  now: number; exact: boolean; points: Point[]; n_classes: number;
}
// See pictures/tiles.py.
export type Spot = [x: number, y: number, side: number];
export interface TilesValues extends Values {
  n: number; cells: number; which: number[]; fresh: DataView; bins: [name: string, tiles: number[]][]; notes: string[]; air: number;
  selected: number; asked: boolean; said: number; names: string[]; caption: string;
  opened: { bounds: Bounds; size: number; field: DataView; points: [x: number, y: number, target: number, wrong: boolean, says: string][]; whole: boolean };
}
// See pictures/sheet.py.
export interface SheetValues extends Values {
  top: Bounds; floor: Bounds; cells: number; image: DataView; torn: boolean; size: number; fields: DataView; crisp: boolean;
  points: [x: number, y: number, h1: number, h2: number, target: number, wrong: boolean, label: string][];
  cut: Place[]; spots: [h1: number, h2: number, words: string][]; names: [string, string, string, string]; selected: number[];
  fold: number; slider: string; falls: number; above: boolean; asks: string;
}
// See pictures/glass.py.
export interface Piece { code: string; polygon: Place[]; places: [x: number, y: number, room: number][] }
export interface GlassValues extends PlaneValues {
  pieces: Piece[];
}
// See pictures/map.py.
export interface MapValues extends PlaneValues {
  mosaic: DataView; strength: DataView; edits: boolean;
}
// See pictures/sketch.py.
export interface SketchCorner { at: Place | null; fan: Place[]; name: string; used: boolean; chosen: boolean; spoken: string; says: string }
export interface SketchValues extends Values {
  bounds: Bounds; ticks: [Tick[], Tick[]]; line: Place[]; machine: Place[]; curve: Place[]; corners: SketchCorner[];
  gap: { x?: number; low?: number; high?: number; text?: string }; moves: "free" | "across" | ""; pencil: boolean; cue: string;
  rival: string; end: { at?: Place; spoken?: string; says?: string; asks?: boolean };
}
// See pictures/wiring.py.
export interface Layout {
  width: number; height: number; margin: number; node: number; sides: number[]; down: boolean; words: boolean; nodes: Place[]; columns: Place[];
  labels: (number | null)[];
}
export interface Drawing {
  sizes: number[]; layouts: Layout[]; names: string[]; spoken: string[]; columns: string[]; below: string[];
  groups: [label: string, keys: string[]][]; links: [from: number, to: number][];
  room: { sample: boolean; compact: boolean }; cells: number; crisp: number[]; stroke: [thin: number, perUnit: number, cap: number];
}
export interface NetworkValues extends Values {
  drawing: Drawing; numbers: DataView; maps: DataView;
  selected: string; lit: string[]; editable: boolean; looks: boolean;
}
// See pictures/pulse.py.
export interface PulseNode {
  key: string; at: Place; size: number; name: string; text: string; tone: number; known: boolean; strong: boolean; fresh: string;
  notes: [text: string, look: string, number?: string][];
}
export interface PulseLink {
  key: string; ends: [Place, Place]; width: number; side: number; faint: boolean; text: string; label: Place | null;
  gradient: string; fresh: boolean; strong: boolean; above: boolean;
}
export interface Pulse {
  ends: [Place, Place]; path: [from: number, to: number]; stays: boolean; size: number; text: string; side: number; below: boolean;
}
export interface PulseValues extends Values {
  nodes: PulseNode[]; links: PulseLink[]; pulses: Pulse[]; back: boolean;
  step: number; pace: number; rest: number; playing: boolean; key: [string, string, string][];
}
// See pictures/bend.py.
export interface BendValues extends Values {
  bounds: Bounds; ticks: [Tick[], Tick[]]; tones: number[]; curve: Place[][]; slopes: Place[][]; at: Place;
  tangent: Place[]; triangle: Place[]; rise: string; steep: [] | [number, number, string]; x_name: string; y_name: string;
}
export interface TimelineValues extends Values {
  titles: string[]; turn: number; position: number; end: string;
}

export interface Part<V> {
  values: V; wire: any;
  change(values: Partial<V>): void;
  send(event: { type: string; [name: string]: unknown }, kind?: string): void;
}
export interface View<V> {
  part: Part<V>; root: HTMLElement; el: HTMLElement; signal: AbortSignal;
  repaint(): void;
  say(sentence: string): void;
  under?(brush: any, at: (place: any) => Place, seen: any): void; // a plane's: after the field
  over?(brush: any, at: (place: any) => Place, seen: any, drawn: Line[]): number[][] | void; // after the lines; what words have to keep clear of
  marks?(own: any, brush: any): any; // a plane's marks, some of them drawn otherwise
  acts?(own: any, plane: any): any; // what hands do otherwise on a plane
}
// What a camera is asked for; see camera.js.
export interface Camera {
  yaw: number; pitch: number; turned: boolean; scale: number; middle: Place;
  project(x: number, y: number, z?: number): Place;
  away(x: number, y: number): number;
  hold(): void; drag(by: number[]): void; turn(dx: number, dy: number): void;
  look(yaw?: number, pitch?: number): void; again(): void; degrees(): number; words(): string;
}
export type SparkValues = CurveValues;
// See pictures/relief.py and labs/errors.py.
export interface ReliefValues extends Values {
  bounds: Bounds; size: number; heights: DataView; clear: DataView; levels: number[]; path: Place[]; start: Place | []; head: Place | []; turned: number;
  ticks: [Tick[], Tick[]]; x_name: string; y_name: string; caption: string; note: string; cue: string;
}
export interface SquaresValues extends Values {
  rows: [name: string, answer: number, target: number, side: number][]; ends: [number, number]; ticks: Tick[]; squared: boolean; names: boolean;
  across: number[]; wide: [number, number] | []; areas: string[]; axes: string[];
  head: string; total: string; mean: string; spoken: string[];
}
// See BounceMarks in pictures/marks.py.
export interface BounceValues extends Values {
  bounds: Bounds; curve: Place[]; path: Place[]; ticks: Tick[]; label: string; cue: string;
}
