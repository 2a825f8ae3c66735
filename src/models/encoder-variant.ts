import { sha256 } from '../base/content-hash.js';
import type { ModelId } from '../types/encoder.js';
import {
  ENCODER_SETTINGS,
  type EncoderSetting,
  type EncoderSettings,
  type ResolvedSettings,
} from './encoder-settings.js';

/** A setting with the value that was given for it. */
export interface GivenSetting {
  readonly setting: EncoderSetting;
  readonly value: string | number;
}

/** What computes the vectors. */
export type Computer = EncoderSetting['of'][number];

/** The settings that are given, the fallback counting as not given, in the order of the table. */
export function givenSettings(settings: EncoderSettings): GivenSetting[] {
  const values: Readonly<Record<string, string | number | undefined>> = settings;
  return ENCODER_SETTINGS.flatMap((setting: EncoderSetting) => {
    const value = values[setting.key];
    return value === undefined || value === setting.fallback ? [] : [{ setting, value }];
  });
}

/**
 * The model under these settings: what changes vectors is part of the revision, so that results are
 * never merged.
 */
export function variantOf(id: ModelId, settings: EncoderSettings, computer: Computer): ModelId {
  const parts = givenSettings(settings).flatMap(({ setting: { of, revision }, value }) =>
    revision === undefined || !of.includes(computer)
      ? []
      : [`${revision.prefix}${revision.hashed ? sha256(String(value)).slice(0, 6) : value}`],
  );
  return parts.length === 0 ? id : { name: id.name, revision: [id.revision, ...parts].join('-') };
}

/**
 * Same string ⇔ same vectors of the same texts.
 * @param hash of the content of the checkpoint
 * @param arithmetic version of ours
 */
export function encoderFingerprint(
  hash: string,
  arithmetic: number,
  {
    precision,
    maxTokens,
    truncateDim,
    ...others
  }: ResolvedSettings & {
    readonly includePrompt?: false;
  },
  settings: EncoderSettings,
): string {
  const given = givenSettings(settings)
    .filter(({ setting }) => setting.fingerprint === 'given')
    .map(({ setting: { key }, value }) => [key, value]);
  // The order is that of the first version: vectors that are stored stay.
  return sha256(
    JSON.stringify({
      arithmetic,
      precision,
      hash,
      maxTokens,
      truncateDim,
      ...others,
      ...Object.fromEntries(given),
    }),
  );
}

/**
 * The settings that a worker has to compute under: those that change the vectors of a checkpoint.
 */
export function vectorSettings(settings: EncoderSettings): EncoderSettings {
  const kept = givenSettings(settings)
    .filter(({ setting: { of, revision } }) => revision !== undefined && of.includes('checkpoint'))
    .map(({ setting: { key }, value }) => [key, value]);
  return Object.fromEntries(kept) as EncoderSettings;
}

/** The settings that a machine states for itself, whatever the run asks. */
export function machineSettings(settings: EncoderSettings): EncoderSettings {
  const kept = givenSettings(settings)
    .filter(({ setting }) => setting.machine === true)
    .map(({ setting: { key }, value }) => [key, value]);
  return Object.fromEntries(kept) as EncoderSettings;
}

/** Where the machine computes otherwise than was asked, and vectors would differ. */
export function machineDifferences(
  asked: EncoderSettings,
  own: EncoderSettings,
): { flag: string; theirs: string | number; ours: string | number }[] {
  const valueIn = (settings: EncoderSettings, setting: EncoderSetting): string | number =>
    givenSettings(settings).find((given) => given.setting.key === setting.key)?.value ??
    setting.fallback ??
    'its own default';
  return ENCODER_SETTINGS.filter(
    (setting: EncoderSetting) => setting.machine === true && setting.revision !== undefined,
  )
    .map((setting: EncoderSetting) => ({
      flag: setting.flag,
      theirs: valueIn(asked, setting),
      ours: valueIn(own, setting),
    }))
    .filter(({ theirs, ours }) => theirs !== ours);
}

/**
 * A sentence for each setting that was given and changes vectors, but does not reach what computes
 * them.
 */
export function unreachedWarnings(
  settings: EncoderSettings,
  computer: Computer,
  name: string,
): string[] {
  return givenSettings(settings)
    .filter(({ setting: { of, revision } }) => revision !== undefined && !of.includes(computer))
    .map(
      ({ setting: { flag }, value }) =>
        `--${flag} ${value} does not reach ${name}: its vectors are taken as they come`,
    );
}
