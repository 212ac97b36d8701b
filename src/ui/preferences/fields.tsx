/** What settings are chosen with. */
import type { JSX } from "solid-js";

/** Yes or no. */
export function Checkbox(props: {
  label: string;
  /** What it means, or why it cannot be. */
  text?: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}): JSX.Element {
  return (
    <label class="check">
      <input
        type="checkbox"
        class="check-box"
        checked={props.checked}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span class="check-label">
        {props.label}
        {props.text && <span class="settings-hint">{props.text}</span>}
      </span>
    </label>
  );
}

/** One of two or three. */
export function Radio(props: {
  name: string;
  label: string;
  text: string;
  checked: boolean;
  onChoose: () => void;
}): JSX.Element {
  return (
    <label class="check">
      <input
        type="radio"
        class="check-box"
        name={props.name}
        checked={props.checked}
        onChange={() => props.onChoose()}
      />
      <span class="check-label">
        {props.label}
        <span class="settings-hint">{props.text}</span>
      </span>
    </label>
  );
}

/** So many percent. */
export function Percent(props: {
  label: string;
  /** 0 to 1. */
  value: number;
  least: number;
  /** 1 by default. */
  most?: number;
  onInput: (value: number) => void;
}): JSX.Element {
  const percent = () => Math.round(props.value * 100);
  const most = () => props.most ?? 1;
  return (
    <label class="settings-slider">
      <span>{props.label}</span>
      <input
        type="range"
        class="volume-slider"
        min={props.least * 100}
        max={most() * 100}
        step="5"
        value={percent()}
        style={{ "--filled": `${((props.value - props.least) / (most() - props.least)) * 100}%` }}
        onInput={(event) => props.onInput(event.currentTarget.valueAsNumber / 100)}
      />
      <span class="settings-figure" aria-hidden="true">
        {percent()}%
      </span>
    </label>
  );
}
