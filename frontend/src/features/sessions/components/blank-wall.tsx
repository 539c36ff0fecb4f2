/** A dark wall, so that the room looks at whoever speaks; any click ends it, and so does the key that began it. */
import { useTexts } from "@/features/sessions/use-texts";

export function BlankWall({ onEnd }: { onEnd: () => void }) {
  const texts = useTexts().projector;
  return <button type="button" autoFocus aria-label={texts.endBlank} onClick={onEnd} className="fixed inset-0 z-50 size-full cursor-none bg-black outline-none" />;
}
