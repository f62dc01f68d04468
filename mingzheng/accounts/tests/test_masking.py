"""What the public reads of a counterparty."""

from mingzheng.accounts.rules.masking import masked


def test_of_a_person_only_the_surname_stays():
    assert masked("张三") == "张＊＊"
    assert masked("欧阳建国") == "欧＊＊"


def test_of_a_firm_the_first_character_and_its_kind_stay():
    assert masked("河南某某信息技术有限公司") == "河＊＊有限公司"
    assert masked("张三饭店") == "张＊＊饭店"


def test_public_bodies_are_named_in_full():
    assert masked("安阳市财政局") == "安阳市财政局"
    assert masked("国家税务总局安阳市税务局") == "国家税务总局安阳市税务局"


def test_a_blank_counterparty_stays_blank_and_a_kind_alone_is_masked():
    assert masked("  ") == ""
    assert masked("公司") == "公＊＊"
