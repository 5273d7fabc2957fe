#!/usr/bin/perl
# Makes the small mmdb files that tests look addresses up in.
#
#   tools/mmdb-fixture.pl DIR
#
# The schemas are those of the real files; what they say is invented.
use strict;
use warnings;
use MaxMind::DB::Writer::Tree;

my ($dir) = @ARGV;
die "usage: mmdb-fixture.pl DIR\n" unless defined $dir;

my %types = (
	(map { $_ => 'utf8_string' } qw(country_code state1 state2 city postcode
	    timezone iso_code en ja autonomous_system_organization)),
	(map { $_ => 'map' } qw(country names location)),
	(map { $_ => 'uint32' } qw(autonomous_system_number)),
	(map { $_ => 'float' } qw(latitude longitude)),
	accuracy_radius => 'uint16',
	subdivisions => ['array', 'map'],
);

# database TYPE FILE VERSION EXTRA-TYPES NETWORK => DATA...
sub database
{
	my ($type, $file, $version, $extra, @rows) = @_;
	my %all = (%types, %$extra);
	my $tree = MaxMind::DB::Writer::Tree->new(
		ip_version => $version,
		record_size => 24,
		database_type => $type,
		languages => ['en'],
		description => { en => 'mekiki test data, invented' },
		map_key_type_callback => sub { $all{ $_[0] } },
		alias_ipv6_to_ipv4 => 0,
		remove_reserved_networks => 0,
	);
	# 2026-06-05, the date that tests expect.
	$tree->_set_build_epoch(1780617600);
	while (my ($network, $data) = splice @rows, 0, 2) {
		$tree->insert_network($network, $data);
	}
	open my $out, '>:raw', "$dir/$file" or die "$dir/$file: $!\n";
	$tree->write_tree($out);
	close $out or die "$dir/$file: $!\n";
}

database('DBIP-City', 'dbip-city-ipv4.mmdb', 4, {},
	'52.170.140.0/24' => { country_code => 'US', state1 => 'Virginia',
		state2 => '', city => 'Washington', postcode => '',
		timezone => '', latitude => 38.7095, longitude => -78.1539 },
	# A country's middle is no place: coordinates without a city.
	'183.90.246.0/24' => { country_code => 'JP', state1 => '',
		state2 => '', city => '', postcode => '', timezone => '',
		latitude => 35.69, longitude => 139.69 },
	'183.90.247.0/24' => { country_code => 'JP', state1 => 'Osaka',
		state2 => '', city => 'Osaka', postcode => '', timezone => '',
		latitude => 999, longitude => 135.5 },
);
database('DBIP-City', 'dbip-city-ipv6.mmdb', 6, {},
	'2001:200::/32' => { country_code => 'JP', state1 => 'Kanagawa',
		state2 => '', city => 'Fujisawa', postcode => '',
		timezone => '', latitude => 35.35, longitude => 139.48 },
);
database('GeoLite2-City', 'GeoLite2-City.mmdb', 6,
	{ city => 'map', latitude => 'double', longitude => 'double' },
	'::52.170.140.0/120' => { country => { iso_code => 'US' },
		subdivisions => [{ names => { en => 'Texas' } }],
		city => { names => { en => 'San Antonio' } },
		location => { latitude => 29.4227, longitude => -98.4927,
			accuracy_radius => 20 } },
	'::8.8.8.0/120' => { country => { iso_code => 'US' },
		location => { latitude => 37.751, longitude => -97.822 } },
);
database('iptoasn-Country', 'iptoasn-country.mmdb', 6, {},
	'::52.170.140.0/120' => { country_code => 'US' },
	'::183.90.246.0/120' => { country_code => 'JP' },
	'2001:200::/32' => { country_code => 'JP' },
);
database('mekiki-ASN', 'asn.mmdb', 6, {},
	'::52.170.140.0/120' => { autonomous_system_number => 8075,
		autonomous_system_organization => 'Microsoft Corporation' },
	'2001:200::/32' => { autonomous_system_number => 2500,
		autonomous_system_organization => 'WIDE Project' },
);
