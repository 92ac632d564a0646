/**
 * Rights in a member cluster for Podspan: {@code podspan clusters grant} and {@code revoke}.
 *
 * <p>Flow: {@link io.podspan.cli.grant.AdminContext} finds the administrator's own context; {@link
 * io.podspan.cli.grant.ShippedRights} reads the manifests of {@code deploy/member-cluster}, which
 * are in this jar; {@link io.podspan.cli.grant.MemberRights} places them for an {@link
 * io.podspan.cli.grant.Account}; {@link io.podspan.cli.grant.Grants} makes them in the cluster and
 * asks for a token (TokenRequest of authentication.k8s.io/v1); {@link
 * io.podspan.cli.grant.GrantedKubeconfig} writes the file.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>The rights come from the shipped manifests and from nowhere else.
 *   <li>A token is in the file that is written, with mode 0600, and nowhere else: no message, log
 *       line, exception or {@code toString} holds it.
 *   <li>An object that is as it should be is not written again.
 *   <li>A file that this command did not write is not replaced or removed.
 * </ol>
 *
 * <p>One thread: the command's.
 */
@NullMarked
package io.podspan.cli.grant;

import org.jspecify.annotations.NullMarked;
