package com.in2peta.compliance.evidence;

import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A tree of hashes as in RFC 6962, section 2.1. Leaves come one by one; only the roots of whole subtrees are kept. */
final class MerkleTree {

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private record Subtree(byte[] hash, long leaves) {}

    private final MessageDigest sha256 = Digests.sha256();
    private final Deque<Subtree> subtrees = new ArrayDeque<>();

    void add(byte[] leaf) {
        Subtree right = new Subtree(leaf(sha256, leaf), 1);
        while (!subtrees.isEmpty() && subtrees.peek().leaves() == right.leaves()) {
            Subtree left = subtrees.pop();
            right = new Subtree(node(sha256, left.hash(), right.hash()), left.leaves() + right.leaves());
        }
        subtrees.push(right);
    }

    /** Of no leaves: the hash of nothing. */
    byte[] root() {
        byte[] root = null;
        for (Subtree left : subtrees) {
            root = root == null ? left.hash() : node(sha256, left.hash(), root);
        }
        return root == null ? sha256.digest() : root;
    }

    /** The hashes beside the way from a leaf up to the root: with them, one who knows the leaf computes the root. */
    static List<byte[]> path(List<byte[]> leaves, int index) {
        List<byte[]> path = new ArrayList<>();
        collect(leaves, index, path);
        return path;
    }

    private static void collect(List<byte[]> leaves, int index, List<byte[]> path) {
        if (leaves.size() == 1) {
            return;
        }
        int left = Integer.highestOneBit(leaves.size() - 1);
        List<byte[]> before = leaves.subList(0, left);
        List<byte[]> after = leaves.subList(left, leaves.size());
        collect(index < left ? before : after, index < left ? index : index - left, path);
        path.add(root(index < left ? after : before));
    }

    private static byte[] root(List<byte[]> leaves) {
        MerkleTree tree = new MerkleTree();
        leaves.forEach(tree::add);
        return tree.root();
    }

    private static byte[] leaf(MessageDigest sha256, byte[] data) {
        sha256.update(LEAF);
        return sha256.digest(data);
    }

    private static byte[] node(MessageDigest sha256, byte[] left, byte[] right) {
        sha256.update(NODE);
        sha256.update(left);
        return sha256.digest(right);
    }
}
