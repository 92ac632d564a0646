package io.podspan.events.reason;

import io.podspan.events.reason.NotMeasured.AccessUnusable;
import io.podspan.events.reason.NotMeasured.ApiError;
import io.podspan.events.reason.NotMeasured.ApiUnreachable;
import io.podspan.events.reason.NotMeasured.ClusterUnknown;
import io.podspan.events.reason.NotMeasured.CommandFailed;
import io.podspan.events.reason.NotMeasured.ExecBroken;
import io.podspan.events.reason.NotMeasured.ExecForbidden;
import io.podspan.events.reason.NotMeasured.ExecTimedOut;
import io.podspan.events.reason.NotMeasured.ListForbidden;
import io.podspan.events.reason.NotMeasured.LoginRefused;
import io.podspan.events.reason.NotMeasured.NoContainer;
import io.podspan.events.reason.NotMeasured.NoProbePods;
import io.podspan.events.reason.NotMeasured.NoSecondPod;
import io.podspan.events.reason.NotMeasured.NodeNotReady;
import io.podspan.events.reason.NotMeasured.PingUnusable;
import io.podspan.events.reason.NotMeasured.ProberBusy;
import io.podspan.events.reason.NotMeasured.Stopping;

/** Why nothing could be measured, in words. */
final class NotMeasuredText {
  private NotMeasuredText() {}

  static ReasonText of(NotMeasured obstacle) {
    return switch (obstacle) {
      case ClusterUnknown(String cluster) ->
          new ReasonText(
              "the cluster " + cluster + " is not known",
              "Register it: podspan clusters add " + cluster + ".");
      case AccessUnusable(String cluster, String detail, String nextStep) ->
          new ReasonText("the API of " + cluster + " cannot be reached: " + detail, nextStep);
      case ApiUnreachable(String cluster, long waited, String detail) ->
          new ReasonText(
              "the API server of "
                  + cluster
                  + " does not answer"
                  + within(waited)
                  + (detail == null ? "" : ": " + detail),
              "Check that this service reaches the API server.");
      case ApiError(String cluster, int status) ->
          new ReasonText(
              "the API server of " + cluster + " answers " + status,
              "Look at the API server's log.");
      case LoginRefused(String cluster) ->
          new ReasonText(
              "the API server of " + cluster + " does not know these credentials (401)",
              "Renew the kubeconfig of " + cluster + ".");
      case ListForbidden(String cluster) ->
          new ReasonText(
              "the API server of " + cluster + " forbids to list pods in all namespaces (403)",
              "Grant list of pods in all namespaces.");
      case NoProbePods(String cluster, int unfit) -> noPods(cluster, unfit);
      case NoSecondPod(String cluster) ->
          new ReasonText(
              cluster + " has only one probe pod", "Label another pod podspan.io/probe=true.");
      case ExecForbidden(String cluster, String pod, String container) ->
          new ReasonText(
              "the API server of " + cluster + " forbids exec in " + in(pod, container),
              "Grant get and create of pods/exec.");
      case NoContainer(String cluster, String pod, String container) ->
          new ReasonText(
              "no container " + in(pod, container) + " runs in " + cluster,
              "Look at the pod's state.");
      case ExecTimedOut(String _, String pod, long millis) ->
          new ReasonText(
              "the command in pod " + pod + " did not end" + within(millis),
              "Check the load of its node and of the API server.");
      case ExecBroken(String _, String pod, String detail) ->
          new ReasonText(
              "exec in pod " + pod + " failed: " + detail,
              "Check the API server and the kubelet of its node.");
      case CommandFailed(String _, String pod, int exitCode, String said) ->
          new ReasonText(
              "the command in pod " + pod + " failed with exit code " + exitCode + ": " + said,
              "Check that the pod's image has sh and ping.");
      case PingUnusable(String _, String pod, String said) ->
          new ReasonText(
              "ping in pod " + pod + " could not measure: " + said,
              "Give the pod an image with a ping that may send: iputils or busybox, as root or with"
                  + " the capability NET_RAW.");
      case NodeNotReady(String cluster, String node) ->
          new ReasonText(
              "node " + node + " of " + cluster + " is NotReady",
              "Look at the kubelet of " + node + ": kubectl describe node " + node + ".");
      case ProberBusy(int parallel) ->
          new ReasonText(
              "the service already asks " + ReasonText.count(parallel, "pod"),
              "Raise podspan.probe.parallel-execs or podspan.probe.execs-per-second.");
      case Stopping _ -> new ReasonText("the service is stopping", "");
    };
  }

  private static String within(long millis) {
    return millis <= 0 ? "" : " within " + millis + " ms";
  }

  private static String in(String pod, String container) {
    return pod + " (" + container + ")";
  }

  private static ReasonText noPods(String cluster, int unfit) {
    return unfit == 0
        ? new ReasonText(
            "no probe pods in " + cluster,
            "Label some pods podspan.io/probe=true, or name others with podspan.probe.pods.selector.")
        : new ReasonText(
            "no usable probe pods in "
                + cluster
                + ": "
                + ReasonText.count(unfit, "labelled pod")
                + (unfit == 1 ? " does" : " do")
                + " not run or "
                + (unfit == 1 ? "has" : "have")
                + " no address of its pod CIDRs",
            "Label running pods of the pod network (not of the host network).");
  }
}
