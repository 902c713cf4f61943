"""From SVG markup to a printed-looking JPEG: rasterise, add the tooth of paper, save."""

from __future__ import annotations

import io

import numpy as np
import resvg_py
from PIL import Image

from art.shapes import drawing

SIZE = (2400, 1600)


def jpeg(markup: str, seed: int) -> bytes:
    """Give a plate (1200 × 800 units) as a JPEG of 2400 × 1600 pixels, sRGB, 300 dpi, without metadata."""
    plate = _paper(Image.open(io.BytesIO(png(markup, (1200, 800), SIZE[0]))).convert("RGB"), seed)
    out = io.BytesIO()
    plate.save(out, "JPEG", quality=88, dpi=(300, 300), subsampling="4:2:0", optimize=True, progressive=True)
    return out.getvalue()


def png(markup: str, box: tuple[float, float], width: int) -> bytes:
    """Give markup drawn in a box of this many units as a PNG of this width in pixels."""
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing(markup, box), width=width, skip_system_fonts=True))


def _paper(plate: Image.Image, seed: int) -> Image.Image:
    dice = np.random.default_rng(seed)
    pixels = np.asarray(plate, dtype=np.float32)
    fine = dice.normal(0, 1, (SIZE[1] // 2, SIZE[0] // 2)).astype(np.float32)
    mottle = dice.normal(0, 1, (SIZE[1] // 40, SIZE[0] // 40)).astype(np.float32)
    tooth = 2.2 * _grown(fine) + 2.2 * _grown(mottle)
    return Image.fromarray(np.clip(pixels + tooth[..., None], 0, 255).round().astype(np.uint8))


def _grown(
    noise: np.ndarray[tuple[int, int], np.dtype[np.float32]],
) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.asarray(Image.fromarray(noise, "F").resize(SIZE, Image.Resampling.BICUBIC), dtype=np.float32)
