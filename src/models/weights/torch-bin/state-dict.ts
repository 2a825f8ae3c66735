import type { Dtype } from '../tensors/stored-tensor.js';
import { Callable, type PickleHooks, type PickleValue } from './pickle-machine.js';

/** A view into one storage of a torch file, as `torch._utils._rebuild_tensor_v2` describes it. */
export class TorchTensor {
  constructor(
    readonly storage: TorchStorage,
    /** In elements from the start of the storage. */
    readonly offset: number,
    readonly shape: readonly number[],
    /** In elements. */
    readonly stride: readonly number[],
  ) {}
}

class TorchStorage {
  constructor(
    readonly key: string,
    readonly dtype: Dtype,
  ) {}
}

const STORAGES: Readonly<Record<string, Dtype>> = {
  FloatStorage: 'F32',
  HalfStorage: 'F16',
  BFloat16Storage: 'BF16',
  DoubleStorage: 'F64',
  LongStorage: 'I64',
  IntStorage: 'I32',
  ShortStorage: 'I16',
  CharStorage: 'I8',
  ByteStorage: 'U8',
  BoolStorage: 'BOOL',
};

class StorageType extends Callable {
  constructor(
    name: string,
    readonly dtype: Dtype,
    fault: (message: string) => Error,
  ) {
    super(name, () => {
      throw fault(`its pickle calls ${name}`);
    });
  }
}

/**
 * What a state dict is made of: storages, tensors over them, parameters, ordered dicts. All else is
 * refused by name.
 */
export function stateDictHooks(fault: (message: string) => Error): PickleHooks {
  const allowed: Readonly<Record<string, (values: readonly PickleValue[]) => PickleValue>> = {
    'collections.OrderedDict': () => new Map(),
    'torch._utils._rebuild_tensor_v2': ([storage, offset, shape, stride]) =>
      rebuild(storage, offset, shape, stride, fault),
    'torch._utils._rebuild_parameter': ([tensor]) => {
      if (!(tensor instanceof TorchTensor))
        throw fault('its pickle rebuilds a parameter from something that is not a tensor');
      return tensor;
    },
  };
  return {
    fault,
    global: (module, name) => {
      const full = `${module}.${name}`;
      const dtype =
        module === 'torch' && Object.hasOwn(STORAGES, name) ? STORAGES[name] : undefined;
      if (dtype !== undefined) return new StorageType(full, dtype, fault);
      const call = Object.hasOwn(allowed, full) ? allowed[full] : undefined;
      if (call === undefined)
        throw fault(
          `its pickle asks for "${full}", which is not part of a tensor; refused, nothing was run`,
        );
      return new Callable(full, call);
    },
    persistent: (id) => {
      const [kind, type, key] = Array.isArray(id) ? (id as PickleValue[]) : [];
      if (kind !== 'storage' || !(type instanceof StorageType) || typeof key !== 'string')
        throw fault('its pickle refers to something that is not a tensor storage');
      return new TorchStorage(key, type.dtype);
    },
  };
}

function rebuild(
  storage: unknown,
  offset: unknown,
  shape: unknown,
  stride: unknown,
  fault: (message: string) => Error,
): TorchTensor {
  if (
    !(storage instanceof TorchStorage) ||
    !isSize(offset) ||
    !isSizes(shape) ||
    !isSizes(stride) ||
    shape.length !== stride.length
  ) {
    throw fault('its pickle rebuilds a tensor from impossible values');
  }
  return new TorchTensor(storage, offset, shape, stride);
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(isSize);
}

/** Checks that the pickled object is a flat mapping from names to tensors. */
export function toStateDict(
  value: PickleValue,
  fault: (message: string) => Error,
): Map<string, TorchTensor> {
  if (!(value instanceof Map)) throw fault('holds no state dict (a mapping from names to tensors)');
  for (const [name, tensor] of value) {
    if (typeof name !== 'string' || !(tensor instanceof TorchTensor))
      throw fault(`its entry "${String(name)}" is not a tensor: not the state dict of a model`);
  }
  return value as Map<string, TorchTensor>;
}
