import { useEffect, useState } from 'react'
import { readText } from './brought-file.ts'
import type { BroughtFile, FileText } from './brought-file.ts'

/** The text of a file, when it is wanted; undefined until it has come. */
export function useFileText(file: BroughtFile, isWanted: boolean): FileText | undefined {
  const [content, setContent] = useState<FileText>()
  useEffect(() => {
    if (!isWanted) return undefined
    let isOver = false
    const read = async (): Promise<void> => {
      const found = await readText(file)
      if (!isOver) setContent(found)
    }
    void read()
    return () => {
      isOver = true
    }
  }, [file, isWanted])
  return content
}
