package io.podspan.events.reason;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Why pods of one cluster reach pods of another, or not. {@link PairSummary} is about a pair of
 * clusters, {@link PingFailure} about one pod that pinged another, {@link NotMeasured} about what
 * could not be measured.
 */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "code",
    visible = true,
    defaultImpl = Unrecognised.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = PairSummary.AllAnswer.class, name = "all-answer"),
  @JsonSubTypes.Type(value = PairSummary.NoneAnswers.class, name = "none-answers"),
  @JsonSubTypes.Type(value = PairSummary.SomeFail.class, name = "some-fail"),
  @JsonSubTypes.Type(value = PairSummary.SomeNotAsked.class, name = "some-not-asked"),
  @JsonSubTypes.Type(value = PairSummary.Several.class, name = "several"),
  @JsonSubTypes.Type(value = PingFailure.NoReply.class, name = "no-reply"),
  @JsonSubTypes.Type(value = PingFailure.IcmpError.class, name = "icmp-error"),
  @JsonSubTypes.Type(value = PingFailure.PingError.class, name = "ping-error"),
  @JsonSubTypes.Type(value = PingFailure.NoResult.class, name = "no-ping-result"),
  @JsonSubTypes.Type(value = NotMeasured.ClusterUnknown.class, name = "cluster-unknown"),
  @JsonSubTypes.Type(value = NotMeasured.AccessUnusable.class, name = "access-unusable"),
  @JsonSubTypes.Type(value = NotMeasured.ApiUnreachable.class, name = "api-unreachable"),
  @JsonSubTypes.Type(value = NotMeasured.ApiError.class, name = "api-error"),
  @JsonSubTypes.Type(value = NotMeasured.LoginRefused.class, name = "login-refused"),
  @JsonSubTypes.Type(value = NotMeasured.ListForbidden.class, name = "list-pods-forbidden"),
  @JsonSubTypes.Type(value = NotMeasured.NoProbePods.class, name = "no-probe-pods"),
  @JsonSubTypes.Type(value = NotMeasured.NoSecondPod.class, name = "no-second-probe-pod"),
  @JsonSubTypes.Type(value = NotMeasured.ExecForbidden.class, name = "exec-forbidden"),
  @JsonSubTypes.Type(value = NotMeasured.NoContainer.class, name = "no-running-container"),
  @JsonSubTypes.Type(value = NotMeasured.ExecTimedOut.class, name = "exec-timed-out"),
  @JsonSubTypes.Type(value = NotMeasured.ExecBroken.class, name = "exec-broken"),
  @JsonSubTypes.Type(value = NotMeasured.CommandFailed.class, name = "command-failed"),
  @JsonSubTypes.Type(value = NotMeasured.PingUnusable.class, name = "ping-unusable"),
  @JsonSubTypes.Type(value = NotMeasured.NodeNotReady.class, name = "node-not-ready"),
  @JsonSubTypes.Type(value = NotMeasured.ProberBusy.class, name = "prober-busy"),
  @JsonSubTypes.Type(value = NotMeasured.Stopping.class, name = "prober-stopping"),
})
public sealed interface PairReason extends Reason
    permits PairSummary, PingFailure, NotMeasured, Unrecognised {}
