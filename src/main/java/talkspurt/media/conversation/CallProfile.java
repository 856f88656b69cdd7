package talkspurt.media.conversation;

import java.util.List;
import java.util.Optional;
import talkspurt.call.CallPlan;
import talkspurt.call.SessionChange;
import talkspurt.media.profile.MidCallOptions;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.ProfileSource;

/**
 * The profile of one call, as it wants it, in the language of that call: that of its version, which it keeps
 * whatever becomes of the settings, but for what was changed while it runs. Not thread-safe.
 */
final class CallProfile {

  private final ProfileSource profiles;
  private Optional<ProfileSource.Lease> lease = Optional.empty();
  private String name = "";
  private List<Object> wanted = List.of();
  private Profile base;
  private Profile made;

  CallProfile(ProfileSource profiles) {
    this.profiles = profiles;
  }

  /** The same object as before where nothing else is wanted. */
  Profile of(CallPlan plan) {
    Profile own = leased(plan);
    SessionChange session = plan.session();
    List<Object> now = List.of(session.turn(), session.voice(), session.tools(), plan.speech());
    if (own != base || !now.equals(wanted)) {
      base = own;
      wanted = now;
      made = MidCallOptions.applied(own.in(plan.speech()), plan);
    }
    return made;
  }

  /** What the settings have become since the call began is for later calls. */
  private Profile leased(CallPlan plan) {
    if (lease.isEmpty() || !plan.profile().equals(name)) {
      release();
      lease = Optional.of(profiles.lease(plan.profile(), plan.version()));
      name = plan.profile();
    }
    return lease.get().profile().as(plan.variant());
  }

  /** The call is over here. */
  void release() {
    lease.ifPresent(ProfileSource.Lease::release);
    lease = Optional.empty();
  }
}
