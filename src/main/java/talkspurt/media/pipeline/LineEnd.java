package talkspurt.media.pipeline;

import java.util.Optional;
import talkspurt.media.playout.TtsCut;

/**
 * How a line ended.
 *
 * @param failed whether that was a fault of ours
 * @param heard what hearing came to
 * @param cut the speech that was cut off by it
 */
public record LineEnd(boolean failed, HearingReport heard, Optional<TtsCut> cut) {}
