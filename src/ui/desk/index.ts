/**
 * The host's desk: what stands beside the console of a game that is hosted, and the games to go on with.
 *
 * @module
 */
export { DeskGroup } from "./desk-group.tsx";
export { DeskPlayers, type DeskPlayersProps } from "./desk-players.tsx";
export { PermissionsField } from "./permissions-field.tsx";
export { ResumeList, type ResumeListProps } from "./resume-list.tsx";
export { SavedPictureView } from "./saved-picture.tsx";
export { SlotsPanel, type SlotsPanelProps } from "./slots-panel.tsx";
