import { useEffect, useReducer, useState } from "react";
import type { ClipCamera } from "../../shared/api";
import { WallPictures } from "./WallPictures";

/** The pictures around the playhead; null before there are any. */
export function useWallPictures(path: string, cameras: readonly ClipCamera[], tSeconds: number): WallPictures | null {
  const [pictures, setPictures] = useState<WallPictures | null>(null);
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    const made = new WallPictures(path, cameras, redraw);
    setPictures(made);
    return () => made.close();
  }, [path, cameras]);
  useEffect(() => pictures?.lookAt(tSeconds), [pictures, tSeconds]);
  return pictures;
}
