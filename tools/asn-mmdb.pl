#!/usr/bin/perl
# Compiles range tables (start,end,number,organization) to one mmdb file.
#
#   tools/asn-mmdb.pl OUT EPOCH CSV...
#
# OUT has MaxMind's own ASN schema, so that an owner's GeoLite2-ASN file can
# stand in for it.  EPOCH is the date of the data, in seconds.  IPv4 and IPv6
# tables may be mixed.  Memory: about 250 MB for the whole Internet.
use strict;
use warnings;
use MaxMind::DB::Writer::Tree;

my ($out, $epoch, @tables) = @ARGV;
die "usage: asn-mmdb.pl OUT EPOCH CSV...\n" unless @tables;

my %types = (
	autonomous_system_number => 'uint32',
	autonomous_system_organization => 'utf8_string',
);
my $tree = MaxMind::DB::Writer::Tree->new(
	ip_version => 6,
	record_size => 24,
	database_type => 'mekiki-ASN',
	languages => ['en'],
	description => { en => 'ASN ranges, from @ip-location-db/asn' },
	map_key_type_callback => sub { $types{ $_[0] } },
	# 2001::/32 and its like are aliases of IPv4 otherwise.
	alias_ipv6_to_ipv4 => 0,
	remove_reserved_networks => 0,
);
# The date of the data, not of the compilation.
$tree->_set_build_epoch($epoch);
for my $table (@tables) {
	open my $in, '<:encoding(UTF-8)', $table or die "$table: $!\n";
	while (my $line = <$in>) {
		chomp $line;
		my ($start, $end, $number, $name) =
		    $line =~ /^([0-9a-f.:]+),([0-9a-f.:]+),([0-9]+),(.*)$/i
		    or die "$table:$.: not start,end,number,organization\n";
		$name =~ s/^"(.*)"$/$1/;
		$name =~ s/""/"/g;
		$tree->insert_range($start, $end, {
			autonomous_system_number => 0 + $number,
			autonomous_system_organization => $name,
		});
	}
}
open my $mmdb, '>:raw', $out or die "$out: $!\n";
$tree->write_tree($mmdb);
close $mmdb or die "$out: $!\n";
