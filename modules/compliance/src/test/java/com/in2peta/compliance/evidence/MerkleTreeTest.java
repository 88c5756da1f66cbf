package com.in2peta.compliance.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleTreeTest {

    /** The leaves with which implementations of Certificate Transparency are tested, and the roots of the first n of them. */
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void hasTheRootsOfTheRfc() {
        for (int size = 0; size < ROOTS.size(); size++) {
            assertThat(HexFormat.of().formatHex(root(leaves(size)))).isEqualTo(ROOTS.get(size));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void aPathLeadsFromItsLeafToTheRootAndFromNoOther(int size) {
        List<byte[]> leaves = numbered(size);
        byte[] root = root(leaves);
        for (int index = 0; index < size; index++) {
            List<byte[]> path = MerkleTree.path(leaves, index);

            assertThat(climb(leaves.get(index), index, size, path)).isEqualTo(root);
            assertThat(climb(new byte[] {99}, index, size, path)).isNotEqualTo(root);
            for (int other = 0; other < size; other++) {
                if (other != index) {
                    assertThat(climb(leaves.get(index), other, size, path)).isNotEqualTo(root);
                }
            }
        }
    }

    /** The definition of RFC 6962 read from the top: the side is known from where the largest power of two divides the leaves. */
    private static byte[] climb(byte[] leaf, int index, int size, List<byte[]> path) {
        if (size == 1) {
            return path.isEmpty() ? hash(new byte[] {0}, leaf) : new byte[0];
        }
        if (path.isEmpty()) {
            return new byte[0];
        }
        int left = Integer.highestOneBit(size - 1);
        byte[] beside = path.get(path.size() - 1);
        List<byte[]> below = path.subList(0, path.size() - 1);
        return index < left
                ? hash(new byte[] {1}, climb(leaf, index, left, below), beside)
                : hash(new byte[] {1}, beside, climb(leaf, index - left, size - left, below));
    }

    private static byte[] hash(byte[]... parts) {
        MessageDigest sha256 = Digests.sha256();
        for (byte[] part : parts) {
            sha256.update(part);
        }
        return sha256.digest();
    }

    private static byte[] root(List<byte[]> leaves) {
        MerkleTree tree = new MerkleTree();
        leaves.forEach(tree::add);
        return tree.root();
    }

    private static List<byte[]> leaves(int size) {
        return LEAVES.subList(0, size).stream().map(HexFormat.of()::parseHex).toList();
    }

    private static List<byte[]> numbered(int size) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            leaves.add(new byte[] {(byte) i});
        }
        return leaves;
    }
}
