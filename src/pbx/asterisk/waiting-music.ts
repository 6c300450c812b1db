const SAMPLES_PER_SECOND = 8000;
/** G.711: what is added before the logarithm, and the largest magnitude that it can say. */
const BIAS = 0x84;
const LARGEST = 32_635;

/** One 16-bit sample as μ-law, ITU-T G.711: sign, exponent and mantissa, all bits inverted. */
export const muLaw = (sample: number): number => {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(LARGEST, Math.abs(Math.trunc(sample))) + BIAS;
  // the place of the highest bit, 7 to 14, as exponent 0 to 7
  const exponent = Math.max(0, 31 - Math.clz32(magnitude) - 7);
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
};

/** What waiting callers hear: a quiet chord of so many seconds, as raw μ-law at 8 kHz; made here, so that it is nobody's music. */
export const waitingMusic = (seconds: number): Uint8Array =>
  Uint8Array.from({ length: Math.round(seconds * SAMPLES_PER_SECOND) }, (_, index) => {
    const tone = (hertz: number): number => Math.sin((2 * Math.PI * hertz * index) / SAMPLES_PER_SECOND);
    return muLaw(2500 * (tone(440) + tone(550) + tone(660)));
  });
