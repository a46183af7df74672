-- What board 5 draws beside the views of the others.

-- The provinces of before July 2025 under the codes of the outlines that Superset ships (ISO 3166-2).
create or replace view analytics.board_map with (security_invoker = true) as
with outlines (province_code, iso_code) as (

    values
        ('01', 'VN-HN'), ('02', 'VN-03'), ('04', 'VN-04'), ('06', 'VN-53'), ('08', 'VN-07'), ('10', 'VN-02'),
        ('11', 'VN-71'), ('12', 'VN-01'), ('14', 'VN-05'), ('15', 'VN-06'), ('17', 'VN-14'), ('19', 'VN-69'),
        ('20', 'VN-09'), ('22', 'VN-13'), ('24', 'VN-54'), ('25', 'VN-68'), ('26', 'VN-70'), ('27', 'VN-56'),
        ('30', 'VN-61'), ('31', 'VN-HP'), ('33', 'VN-66'), ('34', 'VN-20'), ('35', 'VN-63'), ('36', 'VN-67'),
        ('37', 'VN-18'), ('38', 'VN-21'), ('40', 'VN-22'), ('42', 'VN-23'), ('44', 'VN-24'), ('45', 'VN-25'),
        ('46', 'VN-26'), ('48', 'VN-DN'), ('49', 'VN-27'), ('51', 'VN-29'), ('52', 'VN-31'), ('54', 'VN-32'),
        ('56', 'VN-34'), ('58', 'VN-36'), ('60', 'VN-40'), ('62', 'VN-28'), ('64', 'VN-30'), ('66', 'VN-33'),
        ('67', 'VN-72'), ('68', 'VN-35'), ('70', 'VN-58'), ('72', 'VN-37'), ('74', 'VN-57'), ('75', 'VN-39'),
        ('77', 'VN-43'), ('79', 'VN-SG'), ('80', 'VN-41'), ('82', 'VN-46'), ('83', 'VN-50'), ('84', 'VN-51'),
        ('86', 'VN-49'), ('87', 'VN-45'), ('89', 'VN-44'), ('91', 'VN-47'), ('92', 'VN-CT'), ('93', 'VN-73'),
        ('94', 'VN-52'), ('95', 'VN-55'), ('96', 'VN-59')

)

select
    outlines.iso_code,
    releases.area_list, releases.province_code, releases.province_name, releases.round, releases.round_label,
    releases.view_label,
    releases.edition_label, releases.coverage_label, releases.coverage_pct, releases.status_label,
    disbursement.disbursement_rate_pct
from release.disbursement
inner join analytics.board_releases as releases using (release_id)
inner join outlines on releases.province_code = outlines.province_code
where disbursement.is_headline and releases.area_list = 'before_2025_07';
