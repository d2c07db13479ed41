/** The few signs of the page, drawn on a 16 px grid with one line width. */
const paths = {
  close: 'M4 4l8 8M12 4l-8 8',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.8 10.8L14 14',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  list: 'M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01',
  map: 'M2 3h5v4H2zM9 9h5v4H9zM7 5h2.5a2 2 0 0 1 2 2v2',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1',
  moon: 'M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7z',
  system: 'M2 3h12v8H2zM6 14h4M8 11v3',
  link: 'M6.5 9.5l3-3M7 4.5l1.6-1.6a3 3 0 0 1 4.3 4.3L11.4 8.8M9 11.5l-1.6 1.6a3 3 0 0 1-4.3-4.3l1.6-1.6',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  left: 'M10 3L5 8l5 5',
  right: 'M6 3l5 5-5 5',
  down: 'M3 6l5 5 5-5',
  up: 'M3 10l5-5 5 5',
  out: 'M6.5 3H3v10h10V9.5M9 3h4v4M13 3L7.5 8.5',
  move: 'M8 1.5v13M1.5 8h13M8 1.5L6 3.5M8 1.5l2 2M8 14.5l-2-2M8 14.5l2-2M1.5 8l2-2M1.5 8l2 2M14.5 8l-2-2M14.5 8l-2 2',
  screen: 'M1.5 3h13v8.5h-13zM5 14h6',
  check: 'M3 8.5l3.2 3.2L13 5',
  help: 'M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM6.2 6.2a1.9 1.9 0 1 1 2.5 1.9c-.5.2-.7.5-.7 1v.4M8 11.6h.01',
  sidebar: 'M2 3h12v10H2zM6.5 3v10',
  focus: 'M8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13z',
  cursor: 'M4 2.5l8.5 5-3.9 1-1.8 3.9z',
  hand: 'M5 9V4.3a1 1 0 0 1 2 0V7.5M7 7.5V3a1 1 0 0 1 2 0v4.5M9 7.5V3.8a1 1 0 0 1 2 0V8M11 8V5.8a1 1 0 0 1 2 0V10a4 4 0 0 1-4 4H8.2a4 4 0 0 1-3.3-1.8L2.8 9.3a1 1 0 0 1 1.6-1.1L5 9',
  connect: 'M2 5h3.5v3.5H2zM10.5 8.5H14V12h-3.5zM5.5 6.8h2a1.5 1.5 0 0 1 1.5 1.5v0a1.5 1.5 0 0 0 1.5 1.9',
  undo: 'M6 3L3 6l3 3M3 6h6.5a3.5 3.5 0 0 1 0 7H6',
  redo: 'M10 3l3 3-3 3M13 6H6.5a3.5 3.5 0 0 0 0 7H10',
  pencil: 'M3 13l.6-2.9L10.8 2.9a1.2 1.2 0 0 1 1.7 0l.6.6a1.2 1.2 0 0 1 0 1.7L5.9 12.4zM9.5 4.2l2.3 2.3',
  trash: 'M2.5 4h11M6 4V2.5h4V4M4 4l.7 9.5h6.6L12 4M6.7 6.5v4.5M9.3 6.5v4.5',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  cut: 'M4 13.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM12 13.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM5.2 9.9L11 2.5M10.8 9.9L5 2.5',
  paste: 'M6 3H3.5v10.5h9V3H10M6 2h4v2.5H6zM6 8h4M6 10.5h4',
  duplicate: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3M9.5 7.8v3.4M7.8 9.5h3.4',
  panel: 'M2 3h12v10H2zM9.5 3v10M11.2 5.8h1.2M11.2 8h1.2',
  grip: 'M6 3.5h.01M10 3.5h.01M6 8h.01M10 8h.01M6 12.5h.01M10 12.5h.01',
  pin: 'M5.5 2h5M6.5 2v4L4 9h8L9.5 6V2M8 9v5',
  reverse: 'M3 5.5h9.5M10 3l2.5 2.5L10 8M13 10.5H3.5M6 8l-2.5 2.5L6 13',
  group: 'M2 2h12v12H2zM4.5 5h3v3h-3zM8.5 8.5h3v3h-3z',
  ungroup:
    'M2 2h1.5M6 2h1.5M10 2h1.5M14 2v1.5M14 6.5V8M14 11v1.5M14 14h-1.5M9 14H7.5M5 14H3.5M2 14v-1.5M2 9.5V8M2 5v-.5M4.5 5h3v3h-3zM8.5 8.5h3v3h-3z',
  collapse: 'M2.5 2.5L6 6M6 3v3H3M13.5 2.5L10 6M10 3v3h3M2.5 13.5L6 10M6 13v-3H3M13.5 13.5L10 10M10 13v-3h3',
  into: 'M9.5 3H13v10H9.5M2.5 8H9M6.5 5.5L9 8l-2.5 2.5',
  layout: 'M2 6h4v4H2zM10 2h4v4h-4zM10 10h4v4h-4zM6 8h2M8 4v8M8 4h2M8 12h2',
  tray: 'M2.5 9l2-6h7l2 6v4h-11zM2.5 9h3l1 1.8h3l1-1.8h3',
  'select-all':
    'M2.5 4V2.5H4M7 2.5h2M12 2.5h1.5V4M13.5 7v2M13.5 12v1.5H12M9 13.5H7M4 13.5H2.5V12M2.5 9V7M5.5 5.5h5v5h-5z',
  'align-left': 'M2.5 2v12M5 4h8v3H5zM5 9.5h5v3H5z',
  'align-centre': 'M8 2v2M8 7v2.5M8 12.5V14M4 4h8v3H4zM5.5 9.5h5v3h-5z',
  'align-right': 'M13.5 2v12M3 4h8v3H3zM6 9.5h5v3H6z',
  'align-top': 'M2 2.5h12M4 5h3v8H4zM9.5 5h3v5h-3z',
  'align-middle': 'M2 8h2M7 8h2.5M12.5 8H14M4 4h3v8H4zM9.5 5.5h3v5h-3z',
  'align-bottom': 'M2 13.5h12M4 3h3v8H4zM9.5 6h3v5h-3z',
  'distribute-across': 'M2.5 2v12M13.5 2v12M6.5 4.5h3v7h-3z',
  'distribute-down': 'M2 2.5h12M2 13.5h12M4.5 6.5h7v3h-7z',
  'same-width': 'M2.5 3.5h11v3h-11zM2.5 11h11M4.5 9l-2 2 2 2M11.5 9l2 2-2 2',
  'same-height': 'M3.5 2.5h3v11h-3zM11 2.5v11M9 4.5l2-2 2 2M9 11.5l2 2 2-2',
  'same-size': 'M2.5 2.5h4.5v4.5H2.5zM9 9h4.5v4.5H9zM9.5 4.5h3M11 3v3M3.5 11.5h3',
} as const

export type IconName = keyof typeof paths

export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
