// What Python says, for the twins in JavaScript.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const file = fileURLToPath(new URL("cases.py", import.meta.url));
export default JSON.parse(execFileSync(process.env.PYTHON ?? "python3", [file], { maxBuffer: 1e8 }));
