package talkspurt.fake;

import talkspurt.line.LineEvent;
import talkspurt.media.pipeline.HeardFrame;
import talkspurt.media.pipeline.LineEnd;
import talkspurt.media.pipeline.LineFinding;
import talkspurt.media.pipeline.PipelineNews;
import talkspurt.media.pipeline.TurnOutcome;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.provider.ProviderFailure;

/** What happens in a pipeline, told to nobody. */
public final class UntoldNews implements PipelineNews {
  @Override
  public void line(LineEvent event) {}

  @Override
  public void lineGone(LineEnd end) {}

  @Override
  public void fault(LineFinding finding) {}

  @Override
  public void transcriberFailed(ProviderFailure failure, boolean madeGood) {}

  @Override
  public void turn(TurnOutcome.Acted acted) {}

  @Override
  public void heard(HeardFrame frame) {}

  @Override
  public void playout(PlayoutEvent event) {}
}
