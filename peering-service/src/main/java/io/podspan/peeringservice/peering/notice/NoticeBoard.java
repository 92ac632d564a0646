package io.podspan.peeringservice.peering.notice;

import io.podspan.peeringservice.peering.rollout.Rollout;
import java.util.List;

/** Posts notices on the objects of clusters. Port: it returns at once, and never throws. */
public interface NoticeBoard {
  /**
   * @param rollout whose cluster and objects they are about
   */
  void post(Rollout rollout, List<Notice> notices);
}
