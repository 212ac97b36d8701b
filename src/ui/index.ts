/**
 * Solid components: what people see and touch.
 *
 * They know signals, through `createAccessor` alone, and callbacks. What may not come in: connections,
 * Workers, MoQ, and anything of `arcade` but its types.
 *
 * @module
 */
export { createAccessor, createFollowed } from "./accessor.ts";
export { createAudioUnlock } from "./audio-unlock.ts";
export { BUTTONS, type Button } from "./buttons.ts";
export { createTalk, type TalkOptions, type TalkParts } from "./chat/talk.tsx";
export { ClipMarks, ClipRoom, type ClipRoomProps, DivergencePanel } from "./clip-room.tsx";
export { type ClipMark, ClipTimeline, type ClipTimelineProps, FrameButtons } from "./clip-timeline.tsx";
export {
  Console,
  type ConsoleProps,
  type Home,
  type HomeAction,
  type HomeTab,
  SoundHint,
} from "./console.tsx";
export { type ButtonSink, type Controller, makeController } from "./controller.ts";
export { Controls, type ControlTexts } from "./controls.tsx";
export * from "./desk/index.ts";
export { createDisplayName, type DisplayName } from "./display-name.ts";
export { clock, inWords } from "./duration.ts";
export { EmbeddedScreen, type EmbeddedScreenProps } from "./embedded-screen.tsx";
export { FileDrop, type FileDropProps } from "./file-drop.tsx";
export { FastButton, GameMenu } from "./game-menu.tsx";
export { slug, suggestHiddenName, suggestName, titleOfFile } from "./game-name.ts";
export {
  type BundledGame,
  CARTRIDGE_MAX_BYTES,
  type Cartridge,
  GamePicker,
  type GamePickerProps,
} from "./game-picker.tsx";
export { GamePlayer, type GamePlayerProps } from "./game-player.tsx";
export { GameTile, type GameTileProps, type Thumbnail } from "./game-tile.tsx";
export { Header } from "./header.tsx";
export { KeepMenu, type KeepMenuHandle, type KeepMenuProps } from "./keep-menu.tsx";
export { createKeyboard, type KeyboardOptions, makeKeyboard } from "./keyboard.ts";
export { makeLate } from "./late.tsx";
export { LiveGames, type LiveGamesProps } from "./live-games.tsx";
export { ModePanel, type ModePanelProps } from "./mode-panel.tsx";
export { ModePicker, type ModePickerProps } from "./mode-picker.tsx";
export { Notice, type NoticeProps } from "./notice.tsx";
export { createOnline } from "./online.ts";
export { Cross, FaceButtons, MenuButtons } from "./pad.tsx";
export { PadGlyph } from "./pad-glyph.tsx";
export { PaletteField, type PaletteFieldProps } from "./palette-field.tsx";
export { createPlayControls, type PlayControls, PlayTools } from "./play-controls.tsx";
export { PlayerNews, type PlayerNewsProps } from "./player-news.tsx";
export { Players, type PlayersProps } from "./players.tsx";
export { Preview, type PreviewProps } from "./preview.tsx";
export { RenditionTable } from "./rendition-table.tsx";
export { makeCanvas, Screen, type ScreenProps } from "./screen.tsx";
export { ShareLink } from "./share-link.tsx";
export { HOST_SHORTCUTS } from "./shortcut-texts.ts";
export { type SourceChoice, SourcePicker } from "./source-picker.tsx";
export { StatisticsButton } from "./statistics-button.tsx";
export { HostStatsLine, PlayStatsLine, WatchStatsLine } from "./stats-line.tsx";
export { hostText, playText, publishText, StatusLine, type StatusLineProps } from "./status-line.tsx";
export { pageStorage } from "./storage.ts";
export { type Choice, ChoiceField, PauseButton, Theatre, type TheatreProps } from "./theatre.tsx";
export { passing } from "./turn.ts";
export { createPageVisible, createVisible } from "./visible.ts";
export { createVolume, makeVolumeMemory, type Volume, type VolumeSink } from "./volume.ts";
export { VolumeControl } from "./volume-control.tsx";
