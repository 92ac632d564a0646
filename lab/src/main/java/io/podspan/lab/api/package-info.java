/**
 * The simulated Kubernetes API server of one lab cluster: the only part of a lab that is not real.
 *
 * <p>A request flows {@link io.podspan.lab.api.ApiServer} (TLS, token, rights) to {@link
 * io.podspan.lab.api.ApiRequest} (what is asked, of which {@link io.podspan.lab.api.ResourceType})
 * to {@link io.podspan.lab.api.ResourceHandler} (verbs) to {@link io.podspan.lab.api.ObjectStore}
 * (versions, change log). The store calls watches inside its lock, so all watchers see one order.
 * {@code pods/exec} speaks the channel protocol of {@link io.podspan.lab.api.ChannelProtocol} over
 * WebSocket and runs the command through the {@link io.podspan.lab.api.PodRuntime}, which is the
 * lab's kubelet.
 *
 * <p>It is correct where controllers rely on it: resource versions and conflicts, JSON Patch with
 * {@code test}, {@code dryRun}, lists in parts, watches that resume and their bookmarks,
 * preconditions of DELETE, {@code Status} bodies with the reasons of a real API server. The tests
 * called {@code ApiContract} hold it to a real API server: what is not in them may differ. Not
 * implemented: server-side apply, admission, schemas.
 *
 * <p>Threads: one Vert.x event loop for all clusters of a lab; the store is guarded by its own
 * lock; each exec has virtual threads for its pipes.
 *
 * <p>Follows RFC 6902 (JSON Patch), RFC 7386 (JSON Merge Patch), RFC 6455 (WebSocket).
 */
@NullMarked
package io.podspan.lab.api;

import org.jspecify.annotations.NullMarked;
